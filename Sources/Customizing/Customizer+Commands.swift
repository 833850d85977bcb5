import Guestfs

extension Customizer {
    /// Runs a command inside the guest; one that fails is an error with the last that it printed.
    @discardableResult
    func run(_ command: GuestCommand, _ what: String) async throws(CustomizeError) -> String {
        var command = command
        command.limit = max(1, Int(Double(command.limit) * inputs.stretch))
        let result = try await attempt(command, what)
        if result.status == 0 { return result.output }
        let lines = lastLines(result.output)
        if result.wasLate {
            throw CustomizeError(
                .deadline,
                "\(what) took longer than \(command.limit) s and was ended. Give the step a longer deadline if that is "
                    + "right.", output: lines)
        }
        throw CustomizeError(
            .failed, "\(what) failed: \(Self.ending(result.status))\(Remedy.text(result.output, command))",
            output: lines)
    }

    /// Runs a command inside the guest, whatever comes of it.
    func attempt(_ command: GuestCommand, _ what: String) async throws(CustomizeError) -> GuestCommandResult {
        let script = chamber.script(for: command)
        guard script.utf8.count <= Appliance.longestScript else {
            throw CustomizeError(
                .input,
                "\(what) has a script or variables of more than \(Appliance.longestScript >> 11) KiB. Use script: "
                    + "with a file of the host.")
        }
        let start = ContinuousClock.now
        let text = try await shell(script, "\(what) cannot be started")
        guard let answer = Chamber.read(text) else {
            throw CustomizeError(.disk, "\(what) gave no status; the appliance may be out of memory")
        }
        let wasLate = answer.status == 137 && ContinuousClock.now - start >= .seconds(command.limit)
        return GuestCommandResult(status: answer.status, output: redaction(answer.output), wasLate: wasLate)
    }

    private static func ending(_ status: Int32) -> String {
        switch status {
        case 126: "it is not a program that can be run (status 126)"
        case 127: "the guest has no such program (status 127)"
        case 129...192: "it was ended by signal \(status - 128)"
        default: "it ended with status \(status)"
        }
    }

    private func lastLines(_ output: String) -> [String] {
        let lines = output.split(whereSeparator: \.isNewline).map { line in
            String(line.filter { $0 == "\t" || !$0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } })
        }
        return Array(lines.filter { !$0.allSatisfy(\.isWhitespace) }.suffix(20))
    }
}

/// What a failed command's output tells to do.
enum Remedy {
    static func text(_ output: String, _ command: GuestCommand) -> String {
        func says(_ parts: String...) -> Bool { parts.contains { output.contains($0) } }
        if says(
            "Temporary failure resolving", "Temporary failure in name resolution", "Could not resolve",
            "Name or service not known", "Network is unreachable", "bad address")
        {
            return command.network
                ? ". The guest reaches the network as this host does: look at its resolver and its proxy variables."
                : ". A step has no network unless it says so: write network: true."
        }
        if says("No space left on device", "You don't have enough free space") {
            return ". The guest's file system is full: ask for a larger disk (image.size)."
        }
        if says("Unable to locate package", "No match for argument", "unable to select packages", "target not found") {
            return ". The distribution's archive has no package of that name; check its spelling."
        }
        return ""
    }
}
