extension GuestChannel {
    func lookForCloudInit() async throws -> Look {
        if let stage = try await cloudInitStage() { return .notYet(stage) }
        var result: CommandResult
        do {
            result = try await look(with: Command("cloud-init", ["status", "--long", "--format", "json"]))
            // Before 22.4 there was no --format.
            if CloudInitStatus(json: result.standardOutput) == nil, result.errorOutput.contains("--format") {
                result = try await look(with: Command("cloud-init", ["status", "--long"]))
            }
        } catch let error as MachineError where error.code == .commandNotStarted && error.guestStatus == 127 {
            return .failed("there is no cloud-init in the guest: install it in the image, or remove the condition")
        }
        guard let status = CloudInitStatus(json: result.standardOutput) ?? CloudInitStatus(text: result.output) else {
            return .notYet("cloud-init status: \(result.ending)")
        }
        let look = status.look
        guard case .failed(let words) = look, status.hasRun else { return look }
        return .failed(words + (try await cloudInitLogs()))
    }

    /// What cloud-init is at, where its own files tell that it is still at work and well; nil when it has to be asked.
    ///
    /// Asking starts a Python in the guest, which under TCG takes seconds that cloud-init itself would need.
    private func cloudInitStage() async throws -> String? {
        let directory = "/run/cloud-init/"
        func exists(_ name: String) async throws -> Bool {
            try await look(with: Command("test", ["-e", directory + name])).termination == .exited(0)
        }
        do {
            if try await exists("result.json") { return nil }
            let progress = try await look(with: Command("cat", [directory + "status.json"]))
            if progress.termination == .exited(0) { return CloudInitProgress(json: progress.standardOutput)?.words }
            return try await exists("enabled") ? "cloud-init has not begun yet" : nil
        } catch let error as MachineError where error.code == .commandNotStarted {
            return nil
        }
    }

    /// What the logs say of it: problems from the one, the end of the other.
    private func cloudInitLogs() async throws -> String {
        var text = ""
        let telling = ["ERROR", "CRITICAL", "WARNING", "Traceback", "Error:"]
        for (path, isFiltered) in [("/var/log/cloud-init.log", true), ("/var/log/cloud-init-output.log", false)] {
            let log: String
            do {
                log = try await look(with: Command("tail", ["-n", isFiltered ? "400" : "15", path])).output
            } catch let error as MachineError where error.code == .commandNotStarted {
                continue
            }
            let lines = log.split(whereSeparator: \.isNewline).filter { line in
                !isFiltered || telling.contains { line.contains($0) }
            }.suffix(15)
            if lines.isEmpty { continue }
            text += "\n\(path):\n" + lines.map { "  \($0)" }.joined(separator: "\n")
        }
        return text
    }
}
