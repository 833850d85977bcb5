import Fixtures
import Guestfs
import ShellWords

extension Customizer {
    func writeHostKeys(_ step: SSHHostKeysStep) async throws(CustomizeError) {
        var seen: Set<String> = []
        for value in step.keys {
            let text = try secret(value)
            let key = try HostKey(text)
            guard seen.insert(key.kind).inserted else {
                throw CustomizeError(
                    .input, "two SSH host keys are of the kind \(key.kind), and the server takes one of each")
            }
            let path = "/etc/ssh/ssh_host_\(key.kind)_key"
            try await write(
                Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: path, mode: 0o600, owner: "0:0")
            try await write(Array("\(key.publicLine)\n".utf8), to: path + ".pub", mode: 0o644, owner: "0:0")
        }
    }

    private func requireSystemd() throws(CustomizeError) {
        guard try system.hasSystemd else {
            throw CustomizeError(
                .unsupported,
                "the guest (\(try system.release.name ?? "unknown")) has no systemd, and the step needs it. "
                    + "Use run: with the command of its own service manager.")
        }
    }

    func systemctl(_ verb: String, _ units: [String]) async throws(CustomizeError) {
        try requireSystemd()
        let names = units.map(\.shellQuoted).joined(separator: " ")
        try await run(GuestCommand(script: "systemctl \(verb) -- \(names)"), "systemctl \(verb)")
    }

    /// A service that is disabled is not started by its socket either, which `systemctl` only warns of.
    func disable(_ units: [String]) async throws(CustomizeError) {
        try await systemctl("disable", units)
        let sockets = units.map(SystemdUnit.name).filter { $0.hasSuffix(".service") }
            .map { ($0.dropLast(".service".count) + ".socket").shellQuoted }.joined(separator: " ")
        guard !sockets.isEmpty else { return }
        let script = """
            for socket in \(sockets); do
              ! systemctl is-enabled --quiet -- "$socket" 2>/dev/null || systemctl disable -- "$socket"
            done
            """
        try await run(GuestCommand(script: script), "systemctl disable")
    }

    func mask(_ units: [String]) async throws(CustomizeError) {
        try requireSystemd()
        for unit in units {
            let name = SystemdUnit.name(unit)
            let path = "/etc/systemd/system/\(name)"
            let answer = try await shell(
                """
                p=\(("/sysroot" + path).shellQuoted)
                if [ -e "$p" ] && ! [ -L "$p" ]; then echo file; else ln -sfn /dev/null "$p" 2>&1; fi
                """, "\(name) cannot be masked")
            if answer.trimmed == "file" {
                throw CustomizeError(
                    .failed,
                    "\(name) cannot be masked, because it is itself in /etc/systemd/system. Delete \(path) instead.")
            }
            if !answer.isEmpty { throw CustomizeError(.failed, "\(name) cannot be masked: \(answer.trimmed)") }
        }
    }

    func addFirstBoot(_ step: FirstBootStep) async throws(CustomizeError) {
        try requireSystemd()
        let directory = "/etc/systemd/system"
        let others = try await guest("\(directory) cannot be read") { (guest) throws(GuestfsError) in
            try await guest.names(in: directory)
        }
        let unit = FirstBootUnit(step.name, after: others)
        try await guest("the first boot's script cannot be written") { (guest) throws(GuestfsError) in
            try await guest.makeDirectory(FirstBootUnit.scripts)
            try await guest.makeDirectory(directory + "/multi-user.target.wants")
        }
        try await write(Array(step.shell.utf8), to: unit.scriptPath, mode: 0o700, owner: "0:0")
        try await write(Array(unit.text.utf8), to: "\(directory)/\(unit.unitName)", mode: 0o644, owner: "0:0")
        try await guest("the first boot's script cannot be enabled") { (guest) throws(GuestfsError) in
            try await guest.link("\(directory)/multi-user.target.wants/\(unit.unitName)", to: "../\(unit.unitName)")
        }
    }

    func installHelper() async throws(CustomizeError) {
        try requireSystemd()
        let bytes: [UInt8]
        do { bytes = try inputs.helper() } catch {
            throw CustomizeError(.input, "the guest helper for this disk is not there", cause: error)
        }
        try await guest("the guest helper cannot be written") { (guest) throws(GuestfsError) in
            for path in [HelperService.program, HelperService.unitPath, HelperService.link] {
                try await guest.makeDirectory("/" + path.parentOfRelative)
            }
        }
        try await write(bytes, to: "/" + HelperService.program, mode: 0o755, owner: "0:0")
        try await write(Array(HelperService.unit.utf8), to: "/" + HelperService.unitPath, mode: 0o644, owner: "0:0")
        try await guest("the guest helper cannot be enabled") { (guest) throws(GuestfsError) in
            try await guest.link("/" + HelperService.link, to: HelperService.linkTarget)
        }
    }
}

extension String {
    fileprivate var parentOfRelative: String { split(separator: "/").dropLast().joined(separator: "/") }
}

/// Names of systemd's units.
enum SystemdUnit {
    private static let kinds = [
        "service", "socket", "target", "timer", "mount", "automount", "path", "swap", "slice", "scope", "device",
    ]

    /// A unit without a kind is a service, as systemctl has it.
    static func name(_ text: String) -> String {
        let kind = text.split(separator: ".").last.map(String.init)
        return text.contains(".") && kind.map(kinds.contains) == true ? text : text + ".service"
    }
}
