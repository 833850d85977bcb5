import Glibc
import Mayfly
import Offload

/// A script of this host that is run in guests.
struct TestScript: Sendable, Hashable {
    /// Where it lies in a guest.
    static let place = "/tmp/mayfly-test-script"

    let path: String
    /// Whether the guest's kernel can start it; the guest's `sh` does otherwise.
    private let startsItself: Bool

    /// Reads its beginning, so that one that is not there costs nothing.
    init(_ path: String) throws(MachineError) {
        self.path = path
        do throws(SystemError) {
            let file = Descriptor(owning: try retrying("open", path) { open(path, O_RDONLY | O_CLOEXEC) })
            var start = [UInt8](repeating: 0, count: 4)
            let count = try retrying("read", path) { read(file.raw, &start, start.count) }
            startsItself =
                start[..<count].starts(with: Array("#!".utf8)) || start[..<count] == [0x7F, 0x45, 0x4C, 0x46]
        } catch {
            throw MachineError(.invalidInput, "the script \(path) cannot be read: \(error.reason). Nothing was run.")
        }
    }

    /// The words that run it with these arguments.
    func words(_ arguments: [String]) -> [String] {
        (startsItself ? [Self.place] : ["/bin/sh", Self.place]) + arguments
    }

    /// Puts it into a guest, for any user there to run.
    func copy(to machine: Machine) async throws {
        try await machine.copyIn(path, to: Self.place)
        try await machine.run("chmod", "0755", Self.place).check()
    }
}
