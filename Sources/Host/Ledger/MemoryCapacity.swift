import KubeVirt
import Lifecycle

/// How much of a host's memory Mayfly may use.
package struct MemoryCapacity: Sendable {
    /// The variable that bounds it.
    package static let variable = "MAYFLY_MEMORY"

    /// What all machines and builds of this user may have been promised at once, in bytes; nil for no bound but the host's.
    package let limit: Int64?
    private let memory: @Sendable () -> HostMemory?

    package init(limit: Int64? = nil, memory: @escaping @Sendable () -> HostMemory? = { HostMemory.read() }) {
        (self.limit, self.memory) = (limit, memory)
    }

    /// What this host has, bounded by `MAYFLY_MEMORY`.
    package init(environment: [String: String]) throws(HostError) {
        guard let text = environment[Self.variable] else {
            self.init()
            return
        }
        guard let limit = try? Quantity(text), limit > .zero else {
            throw HostError(
                .setting,
                "\(Self.variable) is \"\(text)\", which is no amount of memory. Write one such as 8Gi or 4096Mi, or unset it: "
                    + "unset \(Self.variable)")
        }
        self.init(limit: limit.bytes)
    }

    /// The room that is left beside promises. A kernel that does not say what it has does not hold anybody up.
    func room(beside promises: [Room.Promise]) -> Room {
        let memory = memory() ?? HostMemory(available: Int64.max / 4, total: Int64.max / 2)
        return Room(total: memory.total, available: memory.available, limit: limit, promises: promises)
    }
}
