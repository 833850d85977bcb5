import Fixtures
import Lifecycle
import Offload

extension ReadinessWait {
    /// Looks for a condition again and again, until it holds or cannot any more, or nobody needs to know.
    func watch(
        _ index: Int, _ number: Int, _ condition: ReadyCondition, _ sink: AsyncStream<Report>.Continuation
    ) async {
        @Sendable func tell(_ event: Readiness.Event) { sink.yield(.watched(index, watch: number, event)) }
        var pace = ProbePace(condition.interval, scale: scale)
        if condition.needsChannel { tell(.saw(index, "the guest does not answer yet")) }
        while !Task.isCancelled {
            let began = ContinuousClock.now
            do {
                switch try await look(for: condition) {
                case .holds: return tell(.held(index))
                case .failed(let words): return tell(.failed(index, words))
                case .notYet(let words): tell(.saw(index, words))
                }
            } catch {
                if Task.isCancelled { return }
                let error = MachineError.wrapping(error, .notReady, "a look at the guest failed")
                switch error.code {
                case .unsupported: return tell(.failed(index, error.message))
                case .guestFailed:
                    // The machine's events say so too, in its own words.
                    return
                case .invalidInput, .hostNotReady, .daemonLost, .internalFault, .stopped:
                    sink.yield(.ended(error))
                    return
                default:
                    // The way in ends with its boot, or with the helper; there may be another one.
                    tell(.saw(index, error.oneLine))
                }
            }
            do { try await clock.sleep(for: pace.pause(after: began.duration(to: .now))) } catch { return }
        }
    }

    private func look(for condition: ReadyCondition) async throws -> Look {
        switch condition {
        case .helper: try await probe.helper()
        case .agent: try await probe.agent()
        case .ssh: try await probe.ssh()
        case .console(let condition):
            let pattern: ConsolePattern =
                switch condition.match {
                case .text(let text): .text(text)
                case .pattern(let pattern): .regex(pattern)
                }
            // The deadline around this wait is the one that counts.
            try await console.expect(pattern, after: await console.bootEnd ?? previous, within: .seconds(1_000_000))
        case .port(let condition):
            let channel = try await probe.channel()
            return try await bounded { try await channel.look(for: condition) }
        case .http(let condition):
            let channel = try await probe.channel()
            return try await bounded { try await channel.look(for: condition) }
        case .file(let condition): return try await probe.channel().look(for: condition)
        case .command(let condition): return try await probe.channel().look(for: condition)
        case .unit(let condition): return try await probe.channel().look(for: condition)
        case .cloudInit: return try await probe.channel().lookForCloudInit()
        case .all, .any: throw MachineError(.internalFault, "a group is not looked for itself")
        }
        return .holds
    }
}

extension ReadyCondition {
    /// Whether one has to be in the guest to look for it.
    fileprivate var needsChannel: Bool {
        switch self {
        case .port, .http, .file, .command, .unit, .cloudInit: true
        case .helper, .agent, .ssh, .console, .all, .any: false
        }
    }
}
