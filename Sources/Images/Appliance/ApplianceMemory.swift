import Guestfs
package import Host
import Lifecycle

/// Counts what libguestfs's appliance takes of the host's memory, as what machines take is counted.
package struct ApplianceMemory: Sendable {
    private let ledger: MemoryLedger?

    /// Nothing is counted without a ledger.
    package init(_ ledger: MemoryLedger?) { self.ledger = ledger }

    /// qemu-storage-daemon and what it knows of a chain's layers.
    private static let daemon: Int64 = 64 << 20

    /// Waits for the memory, and has it while a body runs.
    func held<Value: Sendable>(
        for purpose: String, _ settings: ApplianceSettings, withDaemon: Bool = false,
        progress: @escaping @Sendable (BuildProgress) -> Void, _ body: (MemoryGrant?) async throws -> Value
    ) async throws -> Value {
        let need =
            MemoryNeed(
                guest: Int64(settings.memory) << 20, accelerator: settings.forceEmulation ? .tcg : .kvm
            ).boot + (withDaemon ? Self.daemon : 0)
        let grant: MemoryGrant?
        do throws(HostError) {
            grant = try await ledger?.admit(
                need, for: purpose,
                waits: { progress(BuildProgress(stage: .waiting, fraction: 0, detail: $0)) })
        } catch {
            throw error.code == .cancelled
                ? ImageError(.cancelled, "cancelled while it waited for memory", cause: error)
                : ImageError(.memory, error.message, cause: error.cause)
        }
        defer { grant?.release() }
        return try await body(grant)
    }
}

extension MemoryGrant {
    /// Says that a launched appliance takes the memory.
    func attach(_ appliance: Appliance) async { attach(pid: await appliance.emulator) }
}
