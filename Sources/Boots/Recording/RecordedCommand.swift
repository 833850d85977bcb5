import Fixtures
import KubeVirt
import Machines
import ShellWords
import Verdicts

/// A command in a guest to whom nobody may talk: its init runs it, and tells its status on the console.
struct RecordedCommand: Sendable {
    private static let script = "/etc/mayfly-command"
    private static let words = "mayfly: the command ended with "

    let command: [String]
    /// Whether it runs in a root that a ``RootScript`` has mounted.
    let isInRoot: Bool
    private var lines = ConsoleLines()

    init(_ command: [String], isInRoot: Bool = false) { (self.command, self.isInRoot) = (command, isInRoot) }

    /// What our initramfs gets in the place of the helper; without a command the guest is left to itself.
    var files: [InitramfsFile] {
        let table = "::sysinit:/etc/init.d/rcS\n" + (isInRoot ? RootScript.mounts : "")
        guard !command.isEmpty else { return [InitramfsFile(path: "/etc/inittab", origin: .content(table))] }
        let text = """
            #!/bin/sh
            export PATH=\(isInRoot ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" : "/bin") HOME=/root
            cd
            \(isInRoot ? "chroot \(RootScript.place) " : "")\(command.map(\.shellQuoted).joined(separator: " "))
            status=$?
            # Its last line may have no end.
            echo
            echo "\(Self.words)$status"
            poweroff -f
            """
        return [
            InitramfsFile(path: "/etc/inittab", origin: .content(table + "::wait:\(Self.script)\n")),
            InitramfsFile(path: Self.script, origin: .content(text + "\n"), mode: FileMode(rawValue: 0o755)),
        ]
    }

    /// The command's status, when these bytes of the console bring it.
    mutating func feed(_ bytes: [UInt8]) -> Int32? {
        for line in lines.append(bytes) where line.text.hasPrefix(Self.words) {
            if let status = Int32(line.text.dropFirst(Self.words.utf8.count)) { return status }
        }
        return nil
    }
}
