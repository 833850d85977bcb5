import Machines
import Synchronization

/// Both streams of a command that runs.
final class OutputRecorder: Sendable {
    private let state = Mutex((output: OutputTail(), error: OutputTail()))

    var tails: (output: OutputTail, error: OutputTail) { state.withLock { $0 } }

    var streams: CommandStreams {
        CommandStreams(
            output: { bytes in
                self.state.withLock { $0.output.append(bytes) }
                return true
            },
            error: { bytes in
                self.state.withLock { $0.error.append(bytes) }
                return true
            })
    }
}
