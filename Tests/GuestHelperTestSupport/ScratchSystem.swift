import Glibc

/// A directory with the files that say who a Debian with cloud-init and an SSH server is.
package final class ScratchSystem: Sendable {
    package let directory = ScratchDirectory()
    package var path: String { directory.path }

    /// A key of the template's user, and one that the image was built with.
    package static let oldKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOldOldOldOldOldOldOldOldOldOldOldOldOldOldOldOl template"
    package static let keptKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKeptKeptKeptKeptKeptKeptKeptKeptKeptKeptKe image"

    /// As systemd has it; who is not root could not write it then.
    package static let machineIDMode: UInt32 = geteuid() == 0 ? 0o444 : 0o644
    package static let oldID = String(repeating: "0", count: 32)

    package init() {
        for name in [
            "etc", "etc/ssh", "run", "root", "root/.ssh", "var", "var/lib", "var/lib/dbus", "var/lib/systemd",
            "var/lib/cloud", "var/lib/cloud/data", "var/lib/cloud/instances", "var/lib/cloud/instances/iid-old",
            "var/lib/cloud/instances/iid-old/sem", "run/log", "run/log/journal", "run/log/journal/\(Self.oldID)",
        ] { mkdir(directory(name), 0o755) }
        write("etc/hostname", "old\n")
        write("etc/hosts", "127.0.0.1 localhost old\n127.0.1.1\told.example.org old older # old\n::1 localhost\n")
        write("etc/machine-id", Self.oldID + "\n", mode: Self.machineIDMode)
        write("run/log/journal/\(Self.oldID)/system.journal", "entries")
        write("etc/passwd", "root:x:\(getuid()):\(getgid()):root:/root:/bin/sh\n")
        symlink("/etc/machine-id", directory("var/lib/dbus/machine-id"))
        write("var/lib/systemd/random-seed", "the template's seed", mode: 0o600)
        symlink("/var/lib/cloud/instances/iid-old", directory("var/lib/cloud/instance"))
        write("var/lib/cloud/instances/iid-old/sem/config_ssh", "done")
        write("var/lib/cloud/data/instance-id", "iid-old\n")
        write("var/lib/cloud/data/previous-instance-id", "iid-old\n")
        for name in ["ssh_host_rsa_key", "ssh_host_ed25519_key"] {
            write("etc/ssh/" + name, "private", mode: 0o640)
            write("etc/ssh/" + name + ".pub", "public")
        }
        write("etc/ssh/ssh_host_rsa_key-cert.pub", "certificate")
        write("etc/ssh/sshd_config", "UsePAM yes\n")
        write(
            "root/.ssh/authorized_keys",
            "# ours\nfrom=\"10.0.2.2\" \(Self.oldKey)\n\(Self.keptKey)\n", mode: 0o600)
    }

    package func write(_ name: String, _ text: String, mode: UInt32 = 0o644) { directory.write(name, text, mode: mode) }

    package func read(_ name: String) -> String { text(of: directory(name)) }

    package func mode(_ name: String) -> UInt32 {
        var found = stat()
        guard lstat(directory(name), &found) == 0 else { return 0 }
        return found.st_mode & 0o7777
    }

    package func target(_ name: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = bytes.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map { readlink(directory(name), $0, buffer.count) } ?? 0
        }
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }
}
