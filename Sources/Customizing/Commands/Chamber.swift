import ShellWords

/// The script by which the appliance runs a command inside the guest.
///
/// Each command has name spaces of its own: what it leaves running ends with it, so that nothing holds a file open when
/// the file systems are made clean; mounts that it makes are gone; its host name is its own; and it has no network but a
/// loopback unless it asks for one.
struct Chamber: Sendable, Hashable {
    /// Lines for the guest's hosts file.
    var hostNames: [String] = []
    /// Variables that name proxies.
    var proxies: [String: String] = [:]

    /// The most of a command's output that is kept.
    static let mostOutput = 48 << 10
    /// QEMU's user network as libguestfs has it: the host's loopback.
    static let gateway = "169.254.2.2"

    private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    private static let mark = "# name of the host that builds"

    /// The whole script.
    func script(for command: GuestCommand) -> String {
        let isolation = command.network ? "" : " --net"
        return """
            mkdir -p /run/mayfly
            { timeout -s KILL \(command.limit) unshare --mount --pid --uts --ipc\(isolation) --fork --kill-child \\
            /bin/sh -c \(inside(command).shellQuoted) </dev/null
            echo $? >/run/mayfly/status; } 2>&1 | tail -c \(Self.mostOutput) | tr -d '\\000' >/run/mayfly/output
            \(after(command))printf '%s\\n' "$(cat /run/mayfly/status)"
            cat /run/mayfly/output
            rm -f /run/mayfly/status /run/mayfly/output
            """
    }

    /// What the script printed: a status and the output.
    static func read(_ text: String) -> (status: Int32, output: String)? {
        // By scalars: a carriage return before the line feed would make one character of both. The daemon takes the last
        // line end off.
        let scalars = text.unicodeScalars
        let end = scalars.firstIndex(of: "\n") ?? scalars.endIndex
        return Int32(String(scalars[..<end])).map { ($0, String(scalars[end...].dropFirst())) }
    }

    private func inside(_ command: GuestCommand) -> String {
        var lines = [
            "r=/sysroot",
            "mkdir -p $r/dev $r/sys $r/proc && mount --rbind /dev $r/dev && mount --rbind /sys $r/sys "
                + "&& mount -t proc proc $r/proc || exit 125",
        ]
        lines.append(command.network ? networkBefore : "ip link set lo up")
        for directory in command.caches {
            let ours = "/var/tmp/mayfly" + directory
            lines.append(
                "mkdir -p \(ours); [ -L $r\(directory) ] || ! [ -d $r\(directory) ] || mount --bind \(ours) $r\(directory)"
            )
        }
        if command.keepsServicesDown {
            lines.append(
                "p=$r/usr/sbin/policy-rc.d; [ -e $p ] || [ -L $p ] || { printf '#!/bin/sh\\nexit 101\\n' >$p && "
                    + "chmod 755 $p && : >/run/mayfly/policy; }")
        }
        let arguments = (["mayfly"] + command.arguments).map(\.shellQuoted).joined(separator: " ")
        // The shell outside stays: the last process of the name space that ends takes all others along.
        lines += [
            "env -i \(environment(command)) chroot $r /bin/sh -e -c \(command.script.shellQuoted) \(arguments)",
            "s=$?",
        ]
        if command.network { lines.append(networkAfter) }
        return (lines + ["exit $s"]).joined(separator: "\n")
    }

    private func environment(_ command: GuestCommand) -> String {
        var variables = ["PATH": Self.path, "HOME": "/root", "LANG": "C.UTF-8", "SYSTEMD_OFFLINE": "1"]
        if command.network { variables.merge(proxies.mapValues(Self.reachable)) { $1 } }
        variables.merge(command.environment) { $1 }
        return variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)".shellQuoted }.joined(separator: " ")
    }

    /// A proxy on the host's loopback is at the gateway for who sits in the appliance.
    static func reachable(_ address: String) -> String {
        for name in ["127.0.0.1", "localhost", "[::1]"] {
            guard let range = address.firstRange(of: name) else { continue }
            let before = address[..<range.lowerBound]
            let after = address[range.upperBound...].first
            let isHost = before.isEmpty || before.hasSuffix("://") || before.hasSuffix("@")
            guard isHost, after == nil || after == ":" || after == "/" else { continue }
            return before + gateway + address[range.upperBound...]
        }
        return address
    }

    /// The resolver's file is often a link to one that a service writes when it runs, in /run, which is the appliance's
    /// memory. Else the appliance's own lies over it.
    private var networkBefore: String {
        var lines = [
            """
            c=$r/etc/resolv.conf
            if [ -L $c ]; then
            case $(readlink $c) in
            /run/*|../run/*) t=$(readlink $c); t=$r/run/${t#*run/}; mkdir -p "${t%/*}"; cp /etc/resolv.conf "$t";;
            esac
            else
            [ -e $c ] || { : >$c; : >/run/mayfly/resolver; }
            mount --bind /etc/resolv.conf $c
            fi
            """
        ]
        if !hostNames.isEmpty {
            let more = hostNames.map { "\($0) \(Self.mark)\n" }.joined()
            lines.append(
                """
                h=$r/etc/hosts; hosts=
                if [ -f $h ] && ! [ -L $h ]; then
                { cat $h; [ -z "$(tail -c 1 $h)" ] || echo; printf '%s' \(more.shellQuoted); } >/run/mayfly/hosts; cp /run/mayfly/hosts /run/mayfly/hosts.old
                mount --bind /run/mayfly/hosts $h; hosts=y
                fi
                """)
        }
        return lines.joined(separator: "\n")
    }

    private var networkAfter: String {
        guard !hostNames.isEmpty else { return ":" }
        return """
            if [ "$hosts" ]; then
            umount $h; cmp -s /run/mayfly/hosts /run/mayfly/hosts.old || grep -v \(("\(Self.mark)$").shellQuoted) /run/mayfly/hosts >$h
            fi
            """
    }

    /// Outside the name spaces, so that it is done however the command ended.
    private func after(_ command: GuestCommand) -> String {
        var text = ""
        if command.keepsServicesDown {
            text += "[ ! -e /run/mayfly/policy ] || rm -f /run/mayfly/policy /sysroot/usr/sbin/policy-rc.d\n"
        }
        if command.network {
            text += "[ ! -e /run/mayfly/resolver ] || rm -f /run/mayfly/resolver /sysroot/etc/resolv.conf\n"
        }
        return text
    }
}
