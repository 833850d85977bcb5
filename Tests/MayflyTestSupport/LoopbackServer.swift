package import Offload
import Synchronization

/// A server on a port of 127.0.0.1 that the kernel chose: it says its line to whoever comes, and counts them.
package final class LoopbackServer: Sendable {
    package let port: UInt16
    private let state: Mutex<(visitors: Int, task: Task<Void, Never>?)>

    /// How many connections there were.
    package var visitors: Int { state.withLock { $0.visitors } }

    package init(saying line: String) throws(SystemError) {
        let listener = try LoopbackListener()
        port = listener.port
        state = Mutex((0, nil))
        let task = Task { [weak self] in
            while let stream = try? await listener.next() {
                self?.state.withLock { $0.visitors += 1 }
                try? await stream.write(Array((line + "\n").utf8))
                stream.close()
            }
        }
        state.withLock { $0.task = task }
    }

    deinit { state.withLock { $0.task }?.cancel() }
}
