package import Machines
import Offload

extension LocalProvider {
    /// That of this process, opened on first use.
    package static func shared() async throws(MachineError) -> LocalProvider { try await Opening.shared.provider() }
}

private actor Opening {
    static let shared = Opening()

    private var task: Task<LocalProvider, any Error>?

    func provider() async throws(MachineError) -> LocalProvider {
        let task = task ?? Task { try await LocalProvider() }
        self.task = task
        do {
            return try await joining(task)
        } catch {
            // Another try may find the host mended.
            if !(error is CancellationError) { self.task = nil }
            throw .wrapping(error, .hostNotReady, "this host is not ready for machines")
        }
    }
}
