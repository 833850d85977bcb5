package import LocalProvider
public import Machines
import Offload

/// The back ends of this process, opened once.
public actor Providers {
    /// Those of this process.
    public static let shared = Providers()

    private var opening: Task<LocalProvider, any Error>?

    /// This host's private libvirt; its directories are prepared on first use.
    public func local() async throws(MachineError) -> any MachineProvider {
        try await localProvider()
    }

    package func localProvider() async throws(MachineError) -> LocalProvider {
        let task = opening ?? Task { try await LocalProvider() }
        opening = task
        do {
            return try await joining(task)
        } catch {
            // Another try may find the host mended.
            if !(error is CancellationError) { opening = nil }
            throw .wrapping(error, .hostNotReady, "this host is not ready for machines")
        }
    }
}
