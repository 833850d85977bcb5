import Fixtures

extension GuestChannel {
    func look(for condition: UnitCondition) async throws -> Look {
        let properties = ["LoadState", "ActiveState", "SubState", "Result"]
        let result: CommandResult
        do {
            result = try await look(
                with: Command("systemctl", ["show"] + properties.map { "--property=\($0)" } + ["--", condition.name]))
        } catch let error as MachineError where error.code == .commandNotStarted {
            return .notYet("systemd cannot be asked: \(error.oneLine)")
        }
        guard result.termination == .exited(0) else { return .notYet("systemctl: \(result.ending)") }
        let state = UnitState(result.output)
        guard state.active == "failed" else {
            return state.active == "active" ? .holds : .notYet(state.words)
        }
        let status = try await look(
            with: Command("systemctl", ["status", "--no-pager", "--full", "--lines=20", "--", condition.name]))
        return .failed(state.words + "\n" + status.output.lastLines(30))
    }
}

/// What systemd says of a unit, in the lines of `systemctl show`.
struct UnitState: Sendable, Hashable {
    var load = ""
    var active = ""
    var sub = ""
    var result = ""

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let value = String(parts[1])
            switch parts[0] {
            case "LoadState": load = value
            case "ActiveState": active = value
            case "SubState": sub = value
            case "Result": result = value
            default: continue
            }
        }
    }

    var words: String {
        if load == "not-found" { return "systemd knows no such unit" }
        if load != "loaded", !load.isEmpty { return "systemd says \(load)" }
        let detail = sub.isEmpty || sub == active ? "" : " (\(sub))"
        let end = result.isEmpty || result == "success" ? "" : ", result \(result)"
        return active.isEmpty ? "systemd says nothing of it" : "systemd says \(active)\(detail)\(end)"
    }
}
