import Fixtures

extension GuestChannel {
    func look(for condition: CommandCondition) async throws -> Look {
        var command =
            switch condition.program {
            case .run(let words): Command(words.first ?? "", Array(words.dropFirst()))
            case .shell(let script): Command.shell(script)
            }
        command.user = condition.user
        let result: CommandResult
        do {
            result = try await look(with: command)
        } catch let error as MachineError where error.code == .commandNotStarted {
            // It may be installed while the guest boots.
            return .notYet(error.oneLine)
        }
        guard result.termination == .exited(0) else { return .notYet(result.ending) }
        guard let match = condition.match else { return .holds }
        return try match.look(in: result.output, nothing: "it succeeded and wrote nothing")
    }

    func look(for condition: FileCondition) async throws -> Look {
        guard let match = condition.match else {
            let result = try await look(with: Command("test", ["-e", condition.path]))
            return result.termination == .exited(0) ? .holds : .notYet("there is no such file")
        }
        let result = try await look(with: Command("cat", [condition.path]))
        guard result.termination == .exited(0) else {
            return .notYet(result.errorOutput.lastLine ?? result.ending)
        }
        return try match.look(in: result.output, nothing: "the file is empty")
    }
}

extension TextMatch {
    /// Looks through a text line by line, as on a console.
    func look(in text: String, nothing: String) throws(MachineError) -> Look {
        let pattern: ConsolePattern =
            switch self {
            case .text(let text): .text(text)
            case .pattern(let pattern): .regex(pattern)
            }
        let matches = try pattern.matcher()
        if text.split(whereSeparator: \.isNewline).contains(where: { matches(String($0)) }) { return .holds }
        return .notYet(text.lastLine.map { "its last line is ‘\($0)’" } ?? nothing)
    }
}
