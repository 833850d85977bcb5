import Fixtures
import Guestfs

extension Customizer {
    func sysprep(_ operations: [SysprepOperation]) async throws(CustomizeError) {
        let answer = try await shell(SysprepScript.text(operations), "the disk cannot be cleared")
        if !answer.isEmpty {
            throw CustomizeError(.failed, "not everything could be taken out: \(answer.trimmed.prefix(1000))")
        }
        if operations.contains(.sshHostKeys) { try await ensureHostKeysAreMade() }
    }

    /// Machines make their keys when they first boot only if something is there that does.
    private func ensureHostKeysAreMade() async throws(CustomizeError) {
        let traits = try system.traits
        guard traits.contains("systemd"), !traits.contains("mayfly-host-key"), !traits.contains("sshd-keygen") else {
            return
        }
        let unit = SysprepScript.hostKeyUnitName
        let hasServer = try await guest("sshd cannot be looked for") { (guest) throws(GuestfsError) in
            try await guest.status("/usr/sbin/sshd") != nil
        }
        guard hasServer else { return }
        try await write(Array(SysprepScript.hostKeyUnit.utf8), to: "/etc/systemd/system/\(unit)", owner: "0:0")
        for service in ["ssh.service", "sshd.service"] {
            let directory = "/etc/systemd/system/\(service).wants"
            try await guest("\(unit) cannot be enabled") { (guest) throws(GuestfsError) in
                try await guest.makeDirectory(directory)
                try await guest.link("\(directory)/\(unit)", to: "../\(unit)")
            }
        }
    }

    func relabel(_ progress: (@Sendable (String) -> Void)?) async throws(CustomizeError) {
        guard try system.traits.contains("selinux") else {
            progress?("the guest has no SELinux, and no labels to make")
            return
        }
        let configuration = try await text("/etc/selinux/config")
        let policy =
            configuration.split(whereSeparator: \.isNewline).last { $0.hasPrefix("SELINUXTYPE=") }
            .map { String($0.dropFirst("SELINUXTYPE=".count)).trimmed } ?? "targeted"
        let contexts = "/etc/selinux/\(policy)/contexts/files/file_contexts"
        let isHere = try await guest("SELinux cannot be looked for") { (guest) throws(GuestfsError) in
            try await guest.has("selinuxrelabel")
        }
        if isHere {
            return try await guest("SELinux's labels cannot be made") { (guest) throws(GuestfsError) in
                try await guest.relabel(contexts, "/")
            }
        }
        // This host's appliance has no setfiles; the guest's own does the same. The kernel lets root set any label while
        // SELinux is off.
        try await run(
            GuestCommand(script: "setfiles -F -m -e /proc -e /sys -e /dev -e /run \"$1\" /", arguments: [contexts]),
            "setfiles")
    }
}
