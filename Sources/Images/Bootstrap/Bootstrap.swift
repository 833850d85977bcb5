import Fixtures
import Glibc
import Host
import Synchronization

/// Runs mmdebstrap for a plan.
struct Bootstrap {
    let plan: BootstrapPlan
    /// Where all temporary files go; emptied by whoever made it.
    let directory: String

    private static let limit: Duration = .seconds(3600)

    /// Makes `directory/root.tar`, the guest's root file system.
    func run(
        overlay: String, progress: @escaping @Sendable (Double) -> Void
    ) async throws(ImageError) -> String {
        let root = directory + "/root.tar"
        guard let mmdebstrap = FileSystem.program("mmdebstrap") else {
            throw ImageError(.missingProgram, "mmdebstrap is not installed. Install package mmdebstrap.")
        }
        for keyring in plan.keyrings where !FileSystem.exists(keyring) {
            throw ImageError(
                .keyring,
                "\(keyring) is not there, so packages of \(plan.source.distribution.rawValue) cannot be checked. Install "
                    + "package \(plan.source.distribution.keyring.package).")
        }
        let mode = try await BootstrapMode.ofThisProcess()
        let proxies = await AptProxy.ofHost().sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let arguments =
            proxies + ["TMPDIR=\(directory)/tmp", "LC_ALL=C.UTF-8", mmdebstrap, "--verbose"]
            + plan.arguments(mode: "root", overlay: overlay, root: root)
        let command = mode.command(["env"] + arguments)
        guard let program = FileSystem.program(command[0]) else {
            throw ImageError(.missingProgram, "\(command[0]) is not installed. Install package util-linux.")
        }
        let reader = Reader(progress)
        let result: Child.Result
        do throws(HostError) {
            result = try await Child.run(program, Array(command.dropFirst()), limit: Self.limit) { text in
                reader.read(text)
                return false
            }
        } catch {
            throw ImageError(.bootstrap, "mmdebstrap cannot be started", cause: error)
        }
        if Task.isCancelled {
            throw ImageError(.cancelled, "cancelled while packages were installed", cause: CancellationError())
        }
        let output = reader.finish(result.output)
        switch result.end {
        case .exited(0): return root
        case .exited(let status): throw plan.failure(output, status: "mmdebstrap ended with status \(status)")
        case .signaled(let signal): throw plan.failure(output, status: "mmdebstrap was ended by signal \(signal)")
        case .stopped: throw plan.failure(output, status: "mmdebstrap took longer than an hour")
        }
    }

    /// Reads what is new in an output that is given as a whole each time.
    private final class Reader: Sendable {
        private let state = Mutex((output: BootstrapOutput(), consumed: 0))
        private let progress: @Sendable (Double) -> Void

        init(_ progress: @escaping @Sendable (Double) -> Void) { self.progress = progress }

        func read(_ text: String) {
            let (before, after) = state.withLock { state in
                let before = state.output.fraction
                state.output.append(text.utf8.dropFirst(state.consumed))
                state.consumed = text.utf8.count
                return (before, state.output.fraction)
            }
            if after > before { progress(after) }
        }

        func finish(_ text: String) -> BootstrapOutput {
            read(text)
            return state.withLock { state in
                state.output.finish()
                return state.output
            }
        }
    }
}
