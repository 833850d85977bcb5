import Fixtures
import ShellWords

/// What makes or changes a user, by the guest's own programs: useradd, or busybox's adduser.
enum UserScript {
    static func command(_ step: UserStep) -> GuestCommand {
        let name = step.name.shellQuoted
        let shell = step.shell.map { " -s \($0.text.shellQuoted)" } ?? ""
        let uid = step.uid.map { " -u \($0)" } ?? ""
        var lines = ["name=\(name)"]
        if !step.groups.isEmpty {
            let groups = step.groups.map(\.shellQuoted).joined(separator: " ")
            lines.append(
                """
                for group in \(groups); do
                  grep -q "^$group:" /etc/group || { echo "the guest has no group $group: make it before, for instance run: groupadd $group"; exit 1; }
                done
                """)
        }
        let change = shell.isEmpty && uid.isEmpty ? ":" : "usermod\(uid)\(shell) -- \"$name\""
        lines.append(
            """
            if grep -q "^$name:" /etc/passwd; then
              \(change)
            elif command -v useradd >/dev/null; then
              useradd -m\(uid)\(shell) -- "$name"
              usermod -p '*' -- "$name"
            else
              adduser -D\(uid)\(shell) "$name"
              printf '%s:*\\n' "$name" | chpasswd -e
            fi
            """)
        for group in step.groups.map(\.shellQuoted) {
            lines.append(
                "if command -v usermod >/dev/null; then usermod -a -G \(group) -- \"$name\"; else addgroup \"$name\" \(group); fi"
            )
        }
        if !step.sshKeys.isEmpty {
            let keys = step.sshKeys.map(\.shellQuoted).joined(separator: " ")
            lines.append(
                """
                line=$(grep "^$name:" /etc/passwd | head -n 1)
                home=${line%:*}; home=${home##*:}
                group=${line#*:*:*:}; group=${group%%:*}
                mkdir -p "$home/.ssh"
                file=$home/.ssh/authorized_keys
                [ ! -s "$file" ] || [ -z "$(tail -c 1 "$file")" ] || echo >>"$file"
                for key in \(keys); do grep -qxF -e "$key" "$file" 2>/dev/null || printf '%s\\n' "$key" >>"$file"; done
                chmod 700 "$home/.ssh"
                chmod 600 "$file"
                chown "$name:$group" "$home/.ssh" "$file"
                """)
        }
        if step.sudo {
            // sudo reads no file with a dot in its name.
            let file = "/etc/sudoers.d/90-mayfly-" + String(step.name.map { $0 == "." ? "_" : $0 })
            lines.append(
                """
                mkdir -p /etc/sudoers.d
                printf '%s ALL=(ALL:ALL) NOPASSWD: ALL\\n' "$name" >\(file.shellQuoted)
                chmod 440 \(file.shellQuoted)
                """)
        }
        return GuestCommand(script: lines.joined(separator: "\n"))
    }

    /// printf is the shell's own, and the bytes of a pipe are on no disk.
    static func password(_ text: String, of user: String, isHash: Bool) -> GuestCommand {
        GuestCommand(
            script: "printf '%s:%s\\n' \(user.shellQuoted) \(text.shellQuoted) | chpasswd\(isHash ? " -e" : "")")
    }
}
