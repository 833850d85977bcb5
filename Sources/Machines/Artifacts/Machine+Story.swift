import Lifecycle

extension Machine {
    /// Phases and events in a table for people, and what could not be collected.
    func story(_ missing: [String]) async -> String {
        var text = "machine \(name), run id \(id), accelerator \(accelerator.rawValue), \(await state.words)\n"
        text += "\nphases (begin and length in seconds, since it was asked for)\n"
        for entry in timeline.entries.sorted(by: { $0.start < $1.start }) {
            text += "\(entry.start.shown) \(entry.length.shown)  \(entry.phase.rawValue)\n"
        }
        text += "\nevents (seconds since it was created)\n"
        for event in driver.pastEvents { text += "\(event.time.shown)  \(event.kind.words)\n" }
        if !missing.isEmpty {
            text += "\nnot collected\n" + missing.map { "  \($0)\n" }.joined()
        }
        return text
    }
}

extension MachineState {
    fileprivate var words: String {
        switch self {
        case .created: "created"
        case .starting: "starting"
        case .running: "running"
        case .ready: "ready"
        case .paused: "paused"
        case .stopped(let reason): "off: \(reason)"
        }
    }
}

extension MachineEvent.Kind {
    fileprivate var words: String {
        switch self {
        case .state(let state): state.words
        case .rebooted: "the guest starts again"
        case .shuttingDown: "the guest powers down"
        case .watchdogFired: "the watchdog has fired"
        case .guestFailed(let words): words
        case .waitsForMemory(let words): "stands still: \(words)"
        }
    }
}

extension Duration {
    /// Seconds with three decimals, in nine columns.
    var shown: String {
        let milliseconds = self / .milliseconds(1)
        let whole = Int64(milliseconds.rounded())
        let rest = String(whole % 1000)
        let text = "\(whole / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
        return String(repeating: " ", count: max(0, 9 - text.count)) + text
    }
}
