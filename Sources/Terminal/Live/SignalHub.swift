import CTerminal
import Dispatch
import Glibc
import Synchronization

/// The one reader of the self-pipe: hands each signal to those who watch it.
final class SignalHub: Sendable {
    static let shared = SignalHub()

    private struct Watcher: Sendable {
        /// The signals that this watcher counts for; ignored ones are left out.
        let counted: [Signal]
        let deliver: @Sendable (Signal) -> Void
    }

    private struct State {
        var source: (any DispatchSourceRead)?
        var nextToken = 0
        var watchers: [Int: Watcher] = [:]
    }

    private let state = Mutex(State())

    private init() {}

    func add(
        _ signals: [Signal], respectIgnored: Bool, _ deliver: @escaping @Sendable (Signal) -> Void
    ) throws(TerminalError) -> Int {
        try state.withLock { state throws(TerminalError) in
            try Self.open(&state)
            var counted: [Signal] = []
            for signal in signals {
                let isWatched = state.watchers.values.contains { $0.counted.contains(signal) }
                if isWatched || counted.contains(signal) {
                    counted.append(signal)
                    continue
                }
                switch mayfly_signal_watch(signal.number, respectIgnored) {
                case 1: counted.append(signal)
                case 0: break
                default:
                    let error = errno
                    Self.release(counted, among: state.watchers)
                    throw .system("\(signal) cannot be watched", error)
                }
            }
            let token = state.nextToken
            state.nextToken += 1
            state.watchers[token] = Watcher(counted: counted, deliver: deliver)
            return token
        }
    }

    func remove(_ token: Int) {
        state.withLock { state in
            guard let watcher = state.watchers.removeValue(forKey: token) else { return }
            Self.release(watcher.counted, among: state.watchers)
        }
    }

    private static func release(_ signals: [Signal], among watchers: [Int: Watcher]) {
        for signal in Set(signals) where !watchers.values.contains(where: { $0.counted.contains(signal) }) {
            _ = mayfly_signal_unwatch(signal.number)
        }
    }

    /// Makes the pipe and its reader on first use; they live as long as the process.
    private static func open(_ state: inout State) throws(TerminalError) {
        guard state.source == nil else { return }
        let descriptor = mayfly_signal_pipe()
        guard descriptor >= 0 else { throw .system("no pipe for signals", errno) }
        let source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "signals"))
        source.setEventHandler { SignalHub.shared.drain(descriptor) }
        source.resume()
        state.source = source
    }

    private func drain(_ descriptor: Int32) {
        var bytes = [UInt8](repeating: 0, count: 64)
        while case let count = read(descriptor, &bytes, bytes.count), count > 0 {
            for byte in bytes.prefix(count) {
                guard let signal = Signal.all.first(where: { $0.number == Int32(byte) }) else { continue }
                let watchers = state.withLock { Array($0.watchers.values) }
                for watcher in watchers where watcher.counted.contains(signal) { watcher.deliver(signal) }
            }
        }
    }
}
