import Machines
import Offload

/// A command in a fake guest. A cancelled wait or read ends it, as the port says.
struct FakeProcess: GuestProcess {
    let group: FakeGroup

    func readOutput() async throws(MachineError) -> [UInt8] { try await read(group.output) }
    func readError() async throws(MachineError) -> [UInt8] { try await read(group.error) }

    func write(_ bytes: [UInt8]) async throws(MachineError) {
        if case .lost(let error)? = group.end.known { throw error }
        group.input.write(bytes)
    }

    func closeInput() async throws(MachineError) { group.input.end() }
    func signal(_ number: Int32) async throws(MachineError) { group.signal(number) }
    func resize(_ size: TerminalSize) async throws(MachineError) {}

    func wait() async throws(MachineError) -> Termination {
        let end: FakeGroup.End
        do { end = try await group.end.wait() } catch { throw await cancelled() }
        switch end {
        case .ended(let termination): return termination
        case .lost(let error): throw error
        }
    }

    func terminate() async {
        group.signal(15)
        let group = group
        await uncancelled { _ = try? await withDeadline(.seconds(5)) { try await group.empty.wait() } }
    }

    private func read(_ pipe: FakePipe) async throws(MachineError) -> [UInt8] {
        let bytes: [UInt8]
        do { bytes = try await pipe.read() } catch { throw await cancelled() }
        if bytes.isEmpty, case .lost(let error)? = group.end.known { throw error }
        return bytes
    }

    private func cancelled() async -> MachineError {
        await terminate()
        return MachineError(.cancelled, "cancelled and ended in the guest", execution: .mayHaveRun)
    }
}
