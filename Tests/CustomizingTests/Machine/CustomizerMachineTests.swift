import Fixtures
import GuestHelper
import Guestfs
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Customizing

/// Steps on a Debian, all in one launch: what each does is looked for by the guest's own shell.
@Suite(.serialized, .requires(.machines, .distributions, .program("qemu-img"), .program("ssh-keygen")))
struct CustomizerMachineTests {
    private static let password = "correct horse battery"

    @Test func `every step does what it says, and nothing of it is left running or secret on the disk`() async throws {
        let scratch = Scratch("customize")
        let disk = try await DebianDisk.overlay(in: scratch)
        let steps = try self.steps(scratch)
        let keygen = try #require(FileSystem.program("ssh-keygen"))
        let made = try await Child.run(
            keygen, ["-q", "-t", "ed25519", "-N", "", "-f", scratch("key")], limit: .seconds(20))
        #expect(made.end == .exited(0))
        try await DebianDisk.withAppliance(disk, network: true) { appliance in
            let clock = ContinuousClock()
            let customizer = Customizer(appliance, inputs: inputs(scratch))
            func timed(_ what: String, _ body: () async throws -> Void) async rethrows {
                let start = clock.now
                try await body()
                if ProcessEnvironment.current["MAYFLY_FIGURES"] == "1" { print("\(what): \(clock.now - start)") }
            }
            try await timed("open") { try await customizer.open() }
            for (number, step) in zip(1..., steps) {
                try await timed(step.action.summary) {
                    try await customizer.perform(step, number: number, of: steps.count)
                }
            }
            for (what, script) in Self.effects {
                let result = try await customizer.attempt(GuestCommand(script: script), what)
                #expect(result.status == 0, "\(what): \(result.output)")
            }
            try await timed("quiesce") { try await customizer.quiesce() }
            let superblock = try await appliance.shell("dumpe2fs -h $(findmnt -no SOURCE /sysroot) 2>/dev/null")
            #expect(superblock.contains("Filesystem state:         clean") && !superblock.contains("needs_recovery"))
            let refused = try await customizer.attempt(GuestCommand(script: "echo x >/root/x"), "write")
            #expect(refused.status != 0 && refused.output.contains("Read-only"))
            try await timed("resume") { try await customizer.resume() }
            try await customizer.perform(.write("x", to: "/root/x"), number: 1, of: 1)
            try await errors(customizer)
            try await timed("close") { try await customizer.close() }
        }
        // The password never came near the disk, not even a deleted file of it.
        let search = try await Child.run(
            try #require(FileSystem.program("grep")), ["-c", "-a", "-F", "-e", Self.password, disk], limit: .seconds(60)
        )
        #expect(search.end == .exited(1), "\(search.output)")
    }

    private func inputs(_ scratch: Scratch) -> CustomizeInputs {
        CustomizeInputs(
            secret: { value in
                guard case .environment("PASSWORD") = value else { return try FileSystem.read(scratch("key")) }
                return Array(Self.password.utf8)
            }, helper: { GuestHelper.bytes }, temporaryDirectory: scratch.path, stretch: 4)
    }

    private func steps(_ scratch: Scratch) throws -> [CustomizeStep] {
        try scratch.write("tree/bin/tool", "#!/bin/sh\necho tool\n", mode: 0o755)
        try scratch.write("script", "#!/bin/sh\necho \"$1 $2\" >/root/script-was-here\n", mode: 0o755)
        try scratch.write("modules/9.9.9-test/modules.order", "")
        return [
            .install("hello"),
            .run("echo ran-$WORD >/root/ran; sleep 600 >>/var/log/held & ", environment: ["WORD": "it's"]),
            .run(
                "test \"$TOKEN\" = \"\(Self.password)\"; echo ok >/root/secret-seen",
                secrets: ["TOKEN": .environment("PASSWORD")]),
            .script(scratch("script"), "one", "two words"),
            .run(
                "ip route >/root/route; grep nameserver /etc/resolv.conf; echo '192.0.2.9 added' >>/etc/hosts",
                network: true),
            .write("one\ntwo\n", to: "/etc/mayfly.conf", mode: FileMode(rawValue: 0o640), owner: "root:adm"),
            .append("three", to: "/etc/mayfly.conf"),
            .edit("/etc/mayfly.conf", match: "t(w)o", with: "<$1>"),
            .upload(scratch("script"), to: "/usr/local/bin/uploaded"),
            .copyIn(scratch("tree"), to: "/opt/copied"),
            .mkdir("/srv/data/deep", mode: FileMode(rawValue: 0o750), owner: "www-data:www-data"),
            .chmod("/etc/mayfly.conf", FileMode(rawValue: 0o600)),
            .chown("/opt/copied", "daemon", recursive: true),
            .symlink("/srv/link", to: "data"),
            .write("gone", to: "/srv/gone"),
            .delete("/srv/gone", "/srv/never-was"),
            .hostname("db1.example.org"),
            .install("tzdata", "locales", "sudo"),
            .timezone("Europe/Berlin"),
            .locale("de_DE.UTF-8"),
            .user(
                "robot", password: .secret(.environment("PASSWORD")), sshKeys: ["ssh-ed25519 AAAA robot@here"],
                groups: ["adm"], sudo: true, shell: "/bin/bash", uid: 4242),
            .rootPassword(.locked),
            .sshHostKeys(.file("key")),
            .disable("ssh.service"), .enable("ssh.service"), .mask("systemd-timesyncd.service"),
            .firstboot("echo first", name: "one"), .firstboot("echo second"),
            .kernelArguments(add: ["mayfly.test=2", "console=ttyS1"], remove: ["quiet"]),
            .kernelModules(scratch("modules/9.9.9-test")),
            .helper, .relabel,
            .remove("hello"),
            .sysprep(.machineID, .logs, .history, .temporaryFiles, .packageCaches, .randomSeed, .dhcpLeases, .spools),
            .sparsify,
        ]
    }

    private static let effects: [(what: String, script: String)] = [
        ("a package that was removed again", "! dpkg -s hello 2>/dev/null | grep -q 'ok installed'"),
        ("what ran", "test \"$(cat /root/ran)\" = \"ran-it's\""),
        ("no process is left", "! ls -l /proc/[0-9]*/fd 2>/dev/null | grep /var/log/held"),
        ("a secret of a script", "test -e /root/secret-seen"),
        ("a script of the host", "test \"$(cat /root/script-was-here)\" = 'one two words'"),
        (
            "a step that asks for it has a network, and no trace of how stays",
            "grep -q default /root/route && grep -qx '192.0.2.9 added' /etc/hosts && ! grep -q 'host that builds' /etc/hosts && test -L /etc/resolv.conf"
        ),
        ("lists are in no layer", "test -z \"$(find /var/lib/apt/lists -name '*Packages*')\""),
        ("no trace of how services were kept down", "! test -e /usr/sbin/policy-rc.d"),
        ("lines", "test \"$(cat /etc/mayfly.conf)\" = \"$(printf 'one\\n<w>\\nthree')\""),
        ("mode and owner", "test \"$(stat -c '%a %U %G' /etc/mayfly.conf)\" = '600 root adm'"),
        ("an upload", "test \"$(stat -c '%a %U' /usr/local/bin/uploaded)\" = '755 root'"),
        (
            "a tree",
            "test \"$(/opt/copied/tree/bin/tool)\" = tool && test \"$(stat -c %U /opt/copied/tree/bin)\" = daemon"
        ),
        ("a directory", "test \"$(stat -c '%a %U %G' /srv/data/deep)\" = '750 www-data www-data'"),
        ("a link", "test \"$(readlink /srv/link)\" = data"),
        ("what was deleted", "! test -e /srv/gone"),
        (
            "the host name",
            "grep -qx 'db1.example.org' /etc/hostname && grep -qx '127.0.1.1 db1.example.org db1' /etc/hosts"
        ),
        (
            "the time zone",
            "test \"$(date -d '2026-01-01 12:00 UTC' +%H)\" = 13 && grep -qx Europe/Berlin /etc/timezone"
        ),
        ("the locale", "locale -a | grep -q de_DE.utf8 && grep -qx LANG=de_DE.UTF-8 /etc/default/locale"),
        (
            "a user",
            "test \"$(getent passwd robot | cut -d: -f3,6,7)\" = 4242:/home/robot:/bin/bash && id -nG robot | grep -qw adm"
        ),
        (
            "a password",
            "getent shadow robot | cut -d: -f2 | grep -q '^\\$'; test \"$(getent shadow root | cut -d: -f2)\" = '*'"
        ),
        (
            "a key",
            "grep -qx 'ssh-ed25519 AAAA robot@here' /home/robot/.ssh/authorized_keys && test \"$(stat -c '%a %U' /home/robot/.ssh/authorized_keys)\" = '600 robot'"
        ),
        ("sudo", "su robot -c 'sudo -n id -u' | grep -qx 0"),
        (
            "a host key",
            "ssh-keygen -y -f /etc/ssh/ssh_host_ed25519_key | cut -d' ' -f1,2 | cmp - /etc/ssh/ssh_host_ed25519_key.pub"
        ),
        (
            "units",
            "systemctl is-enabled ssh.service && test \"$(readlink /etc/systemd/system/systemd-timesyncd.service)\" = /dev/null"
        ),
        (
            "first boots",
            "systemctl is-enabled mayfly-firstboot-one.service && grep -q 'After=.*mayfly-firstboot-one.service' /etc/systemd/system/mayfly-firstboot-step-1.service && systemd-analyze verify /etc/systemd/system/mayfly-firstboot-*.service"
        ),
        (
            "kernel arguments",
            "grep 'linux.*vmlinuz' /boot/grub/grub.cfg | grep 'root=UUID' | grep 'mayfly.test=2' | grep console=ttyS1 | grep -v console=ttyS0"
        ),
        ("modules", "test -e /lib/modules/9.9.9-test/modules.dep"),
        (
            "the helper",
            "test -x /usr/libexec/mayfly-guest && test -L /etc/systemd/system/sysinit.target.wants/mayfly-guest.service"
        ),
        ("sysprep", "! test -s /etc/machine-id && ! test -e /tmp/x && test -z \"$(find /var/log -type f -size +0)\""),
    ]

    /// What a failed step says.
    private func errors(_ customizer: Customizer) async throws {
        func failure(_ step: CustomizeStep) async -> CustomizeError? {
            await #expect(throws: CustomizeError.self) { try await customizer.perform(step, number: 3, of: 9) }
        }
        var located = CustomizeStep.run("echo to-out; echo to-err >&2; exit 7")
        located.location = FileLocation(file: "f.yaml", line: 12, column: 5)
        let failed = await failure(located)
        #expect(failed?.description.hasPrefix("f.yaml:12:5: step 3 of 9, ‘run echo to-out") == true)
        #expect(failed?.output == ["to-out", "to-err"] && failed?.message.contains("status 7") == true)
        let unconnected = await failure(.run("getent hosts deb.debian.org || { echo Could not resolve; exit 1; }"))
        #expect(unconnected?.message.contains("network: true") == true)
        let isolated = await failure(.run("ip -o link | grep -v ': lo:' || exit 9"))
        #expect(isolated?.output == [] && isolated?.message.contains("status 9") == true)
        let late = await failure(.run("sleep 60", deadline: Deadline(.milliseconds(250))))
        #expect(late?.code == .deadline)
        let told = await failure(
            .run("echo the secret is $TOKEN; exit 1", secrets: ["TOKEN": .environment("PASSWORD")]))
        #expect(told?.output == ["the secret is ‹secret›"])
        let unknown = await failure(.install("no-such-package-anywhere"))
        #expect(unknown?.message.contains("no package of that name") == true)
        let edited = await failure(.edit("/etc/hostname", match: "nothing like this", with: ""))
        #expect(edited?.message.contains("matches") == true)
        let missing = await failure(.chmod("/nothing/here", FileMode(rawValue: 0o600)))
        #expect(missing?.message.contains("is not there") == true)
    }
}
