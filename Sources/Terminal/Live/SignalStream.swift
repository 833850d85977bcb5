/// Signals of this process as an asynchronous sequence.
///
/// As long as a stream watches a signal, the signal does not end the process; afterwards its former disposition is back.
/// Several streams may watch the same signal, each gets every one. Children start with the default dispositions.
package enum SignalStream {
    /// Watches signals until the stream's reader ends or is cancelled.
    ///
    /// A signal that this process was started to ignore (`nohup`, a job in the background) stays ignored, unless
    /// `respectIgnored` is false.
    package static func watch(
        _ signals: [Signal], respectIgnored: Bool = true
    ) throws(TerminalError) -> AsyncStream<Signal> {
        // Signals are few, and one that asks to end must never be dropped.
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .unbounded)
        let token = try SignalHub.shared.add(signals, respectIgnored: respectIgnored) { continuation.yield($0) }
        continuation.onTermination = { _ in SignalHub.shared.remove(token) }
        return stream
    }
}
