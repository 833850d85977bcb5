import CLinux
import Glibc
package import Offload

/// A program that we run and wait for. It ends with this process, even if that is killed.
package enum Child {
    package enum End: Sendable, Hashable {
        case exited(Int32)
        case signaled(Int32)
        /// It had to be ended because its time was up or the task was cancelled.
        case stopped
    }

    /// What a child has used by its end, with all of its own children that it has awaited.
    package struct Usage: Sendable, Hashable {
        /// Of processors, by its own code.
        package let user: Duration
        /// Of processors, by the kernel for it.
        package let system: Duration
        /// The most that lay in memory at once of the largest of them, in bytes; not less than what this process had of its
        /// own when it started the child, which begins as its copy.
        package let peakMemory: Int

        init(_ usage: rusage) {
            func duration(_ time: timeval) -> Duration { .seconds(time.tv_sec) + .microseconds(time.tv_usec) }
            user = duration(usage.ru_utime)
            system = duration(usage.ru_stime)
            peakMemory = usage.ru_maxrss << 10
        }
    }

    package struct Result: Sendable {
        package let end: End
        /// Standard output and error, as they came; the last of it when there was more than fits.
        package let output: String
    }

    private static let mostOutput = 1 << 20

    /// Runs a program to its end, for at most `limit`; stops early when `enough` says so of the output so far. It has
    /// the descriptors in `inheriting` as 3, 4 and so on. When it has to be stopped it is killed; with `grace` it and all that
    /// it started in its session are asked to end (SIGTERM), and what is left of them after that time is killed.
    package static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = ProcessEnvironment.current,
        inheriting: [Descriptor] = [], limit: Duration, grace: Duration? = nil,
        clock: any Clock<Duration> = ContinuousClock(), enough: (@Sendable (String) -> Bool)? = nil
    ) async throws(HostError) -> Result {
        var ends: [Int32] = [-1, -1]
        guard mayfly_pipe(&ends) == 0 else { throw HostError(.system, "no pipe", cause: SystemError("pipe2")) }
        let source = Descriptor(owning: ends[0])
        let sink = Descriptor(owning: ends[1])
        var request = SpawnRequest(program, arguments, environment: environment, output: sink)
        request.inherited = inheriting
        let child = try await Tethered.start(request)
        sink.close()

        let stop: @Sendable () -> Void = {
            if let grace { child.endSession(grace: grace, clock: clock) } else { child.kill() }
        }
        let reading = Task { () -> String in
            guard let stream = try? DescriptorStream(source) else { return "" }
            var kept: [UInt8] = []
            // A cancelled read that waits leaves what came meanwhile: it is taken then, but no more than a pipe may hold,
            // because a grandchild may go on writing.
            var (rest, isLast) = (1 << 20, false)
            while rest > 0 {
                guard let bytes = try? await stream.read(atMost: 64 << 10) else {
                    if isLast { break }
                    isLast = true
                    continue
                }
                if bytes.isEmpty { break }
                kept += bytes
                if kept.count > mostOutput { kept.removeFirst(kept.count - mostOutput) }
                if let enough, enough(String(decoding: kept, as: UTF8.self)) { stop() }
                if Task.isCancelled { rest -= bytes.count }
            }
            return String(decoding: kept, as: UTF8.self)
        }
        let alarm = Task {
            try await clock.sleep(for: limit)
            stop()
            // The pipe ends with the child, unless a grandchild holds it: what came until now is what counts.
            reading.cancel()
        }
        let end = await withTaskCancellationHandler {
            await child.wait()
        } onCancel: {
            stop()
        }
        if child.wasKilled { reading.cancel() }
        let output = await reading.value
        alarm.cancel()
        return Result(end: child.wasKilled ? .stopped : end, output: output)
    }
}
