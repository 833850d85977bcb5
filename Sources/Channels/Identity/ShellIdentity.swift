package import Machines
package import Wire

/// An identity for guests without our helper, by the programs that they have. Slower, file by file in place, and the
/// random numbers are sure to begin anew only where there is a perl or a python.
enum ShellIdentity {
    /// The words after `/bin/sh`.
    static var arguments: [String] { ["-c", IdentityScript.text] }

    /// What the script reads: variables, so that no secret is in a command's arguments. `root` is another system's
    /// directory, whose kernel is then left alone; for tests.
    static func input(_ request: IdentityRequest, root: String = "") -> [UInt8] {
        let seconds = request.clock.map { String($0 / 1_000_000_000) } ?? ""
        let rest = String(1_000_000_000 + (request.clock ?? 0) % 1_000_000_000).dropFirst()
        let key = request.hostKeys.first
        let keys = request.authorizedKeys
        let variables = [
            ("R", root), ("e", hexadecimal(request.entropy)), ("t", seconds), ("n", String(rest)),
            ("h", request.hostName ?? ""), ("m", request.machineID ?? ""), ("b", request.bootID ?? ""),
            ("s", hexadecimal(request.seed)), ("i", request.instanceID ?? ""), ("k", key?.name ?? ""),
            ("K", key?.privateText ?? ""), ("P", key?.publicText ?? ""), ("u", keys?.user ?? ""),
            ("r", lines(keys?.removed)), ("a", lines(keys?.added)),
        ]
        return Array(variables.map { "\($0)=\(quoted($1))\n" }.joined().utf8)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String { bytes.map(\.hexadecimal).joined() }

    private static func lines(_ keys: [String]?) -> String { (keys ?? []).map { $0 + "\n" }.joined() }

    /// What the script said: a line for each item, and last the boot id.
    static func report(_ output: String, errors: String) throws(MachineError) -> IdentityReport {
        var items: [IdentityReport.Item] = []
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words.first == "end" { return IdentityReport(bootID: words.dropFirst().first ?? "", items: items) }
            guard words.count >= 2, let number = UInt8(words[0]), let part = IdentityReport.Part(rawValue: number)
            else {
                break
            }
            let outcome: IdentityReport.Outcome? =
                words[1] == "0" ? .done : words[1] == "-" ? .absent : UInt32(words[1]).map { .failed(error: $0) }
            guard let outcome else { break }
            items.append(IdentityReport.Item(part, outcome, path: words.dropFirst(2).first ?? ""))
        }
        throw MachineError(
            .guestFailed,
            "the guest's shell did not give it its identity to the end: \(errors.isEmpty ? "no word why" : errors)",
            execution: .mayHaveRun)
    }
}

extension AgentChannel: IdentityChannel {
    package func become(_ identity: GuestIdentity) async throws(MachineError) -> IdentityReport {
        let input = ShellIdentity.input(try identity.requestNow())
        let status = try await calls.run("/bin/sh", ShellIdentity.arguments, input: input)
        return try ShellIdentity.report(
            String(decoding: status.output, as: UTF8.self), errors: String(decoding: status.error, as: UTF8.self))
    }
}

extension SSHChannel: IdentityChannel {
    /// As root, which the user that logged in has to be allowed to become.
    package func become(_ identity: GuestIdentity) async throws(MachineError) -> IdentityReport {
        let request = try identity.requestNow()
        let process = try await start(Command("/bin/sh", ShellIdentity.arguments, user: "root", input: true))
        try await process.write(ShellIdentity.input(request))
        try await process.closeInput()
        let (output, errors) = try await process.outputs()
        _ = try await process.wait()
        return try ShellIdentity.report(output, errors: errors)
    }
}
