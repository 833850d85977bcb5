import Fixtures
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import SSH
import Testing
import Wire

@testable import Channels

/// The files of an identity, by the helper and by the script that the other ways run.
@Suite(.timeLimit(.minutes(2)), .requires(.program("sshd"), .program("qemu-ga")))
struct IdentityContractTests {
    private let system = ScratchSystem()

    private func become(_ identity: GuestIdentity, _ kind: GuestChannelKind) async throws -> IdentityReport {
        if kind == .helper {
            let helper = RunningHelper(options: ["--root", system.path])
            return try await HelperChannel.connect(over: HelperBytes(helper), within: .seconds(20)).become(identity)
        }
        let guest = try await ContractGuest(kind)
        let process = try await guest.channel.start(Command("/bin/sh", ShellIdentity.arguments, input: true))
        try await process.write(ShellIdentity.input(try identity.requestNow(), root: system.path))
        try await process.closeInput()
        let (output, errors) = try await process.outputs()
        #expect(errors == "")
        return try ShellIdentity.report(output, errors: errors)
    }

    private func items(_ report: IdentityReport, _ outcome: IdentityReport.Outcome) -> [String] {
        report.items.filter { $0.outcome == outcome }.map(\.path)
    }

    @Test(arguments: kinds) func `nothing of the template is left in the files`(_ kind: GuestChannelKind) async throws {
        let (hostKey, userKey) = (try SSHKeyPair.generate(comment: "it's new"), try SSHKeyPair.generate())
        let identity = GuestIdentity(
            hostName: "new-1.test", instanceID: "iid-new", hostKey: hostKey,
            authorizedKeys: .init(
                user: "root", removed: [ScratchSystem.oldKey + " otherwise"], added: [userKey.publicLine]))
        let report = try await become(identity, kind)
        #expect(
            items(report, .done) == [
                "/etc/hostname", "/etc/hosts", "/etc/machine-id", "/var/lib/systemd/random-seed",
                "/var/lib/cloud/instance", "/var/lib/cloud/data/instance-id", "/etc/ssh", "~/.ssh/authorized_keys",
            ], "\(report)")
        #expect(items(report, .absent) == ["/var/lib/dbus/machine-id", "/run/sshd.pid"])
        #expect(report.failures.allSatisfy { $0.outcome == .failed(error: 1) }, "the kernel's, of this host")

        #expect(system.read("etc/hostname") == "new-1.test\n")
        let hosts = system.read("etc/hosts").split(separator: "\n").map { $0.split { $0 == " " || $0 == "\t" } }
        #expect(hosts[0] == ["127.0.0.1", "localhost", "old"] && hosts[2] == ["::1", "localhost"])
        #expect(hosts[1].prefix(4) == ["127.0.1.1", "new-1.example.org", "new-1.test", "older"])
        #expect(system.read("etc/machine-id") == (identity.machineID ?? "") + "\n")
        #expect(system.mode("etc/machine-id") == ScratchSystem.machineIDMode)
        #expect(system.target("var/lib/dbus/machine-id") == "/etc/machine-id")
        let machineID = try #require(identity.machineID)
        #expect(system.read("run/log/journal/\(machineID)/system.journal") == "entries", "journalctl finds them")
        #expect(system.target("run/log/journal/\(ScratchSystem.oldID)") == "mayfly", "where journald goes on")
        #expect(system.target("run/log/journal/\(machineID)") == "mayfly")
        #expect(system.mode("var/lib/systemd/random-seed") == 0o600)
        #expect(!system.read("var/lib/systemd/random-seed").contains("template"))

        #expect(system.target("var/lib/cloud/instance") == "/var/lib/cloud/instances/iid-new")
        #expect(names(of: system.directory("var/lib/cloud/instances")) == ["iid-new"])
        #expect(system.read("var/lib/cloud/instances/iid-new/sem/config_ssh") == "done", "no module runs again")
        #expect(system.read("var/lib/cloud/data/instance-id") == "iid-new\n")
        #expect(system.read("var/lib/cloud/data/previous-instance-id") == "iid-new\n")

        #expect(
            names(of: system.directory("etc/ssh")) == [
                "ssh_host_ed25519_key", "ssh_host_ed25519_key.pub", "sshd_config",
            ])
        #expect(system.read("etc/ssh/ssh_host_ed25519_key") == hostKey.privateText)
        #expect(system.read("etc/ssh/ssh_host_ed25519_key.pub") == hostKey.publicLine + "\n")
        #expect(system.mode("etc/ssh/ssh_host_ed25519_key") == 0o640, "as it was")
        #expect(
            system.read("root/.ssh/authorized_keys")
                == "# ours\n\(ScratchSystem.keptKey)\n\(userKey.publicLine)\n")
        #expect(system.mode("root/.ssh/authorized_keys") == 0o600)
    }

    @Test(arguments: kinds) func `a second identity replaces the first`(_ kind: GuestChannelKind) async throws {
        let keys = [try SSHKeyPair.generate(), try SSHKeyPair.generate()]
        var identities: [GuestIdentity] = []
        for (place, key) in keys.enumerated() {
            let removed = place == 0 ? ScratchSystem.oldKey : keys[0].publicLine
            let identity = GuestIdentity(
                hostName: "name-\(place)", instanceID: "iid-\(place)", hostKey: key,
                authorizedKeys: .init(user: "root", removed: [removed], added: [key.publicLine]))
            identities.append(identity)
            let report = try await become(identity, kind)
            #expect(report.items.filter { $0.outcome == .done }.count == 8, "\(report)")
        }
        #expect(identities[0].machineID != identities[1].machineID)
        #expect(system.read("etc/machine-id") == (identities[1].machineID ?? "") + "\n")
        #expect(system.read("etc/hosts").contains("name-1.example.org"))
        for identity in [ScratchSystem.oldID] + identities.compactMap(\.machineID) {
            #expect(system.read("run/log/journal/\(identity)/system.journal") == "entries")
        }
        #expect(system.read("root/.ssh/authorized_keys") == "# ours\n\(ScratchSystem.keptKey)\n\(keys[1].publicLine)\n")
        #expect(names(of: system.directory("var/lib/cloud/instances")) == ["iid-1"])
    }

    @Test(arguments: kinds) func `files that are not there are told and not made`(_ kind: GuestChannelKind) async throws
    {
        for name in [
            "etc/hostname", "etc/hosts", "etc/machine-id", "var/lib/dbus/machine-id", "var/lib/systemd/random-seed",
            "var/lib/cloud/instance", "root/.ssh/authorized_keys",
        ] { unlink(system.directory(name)) }
        rename(system.directory("etc/ssh"), system.directory("etc/elsewhere"))
        let report = try await become(
            GuestIdentity(
                hostName: "new", instanceID: "iid", hostKey: try SSHKeyPair.generate(),
                authorizedKeys: .init(user: "nobody-at-all", added: [ScratchSystem.keptKey])), kind)
        #expect(
            items(report, .absent) == [
                "/etc/hostname", "/etc/hosts", "/etc/machine-id", "/var/lib/dbus/machine-id",
                "/var/lib/systemd/random-seed", "/var/lib/cloud/instance", "/etc/ssh", "~/.ssh/authorized_keys",
                "/run/sshd.pid",
            ], "\(report)")
        #expect(items(report, .done) == [])
        #expect(names(of: system.directory("etc")) == ["elsewhere", "passwd"])
    }

    @Test(arguments: kinds) func `a user without keys gets a file that only they can read`(_ kind: GuestChannelKind)
        async throws
    {
        unlink(system.directory("root/.ssh/authorized_keys"))
        rmdir(system.directory("root/.ssh"))
        let report = try await become(
            GuestIdentity(authorizedKeys: .init(user: "root", added: [ScratchSystem.keptKey])), kind)
        #expect(items(report, .done).contains("~/.ssh/authorized_keys"))
        #expect(system.read("root/.ssh/authorized_keys") == ScratchSystem.keptKey + "\n")
        #expect(system.mode("root/.ssh") == 0o700 && system.mode("root/.ssh/authorized_keys") == 0o600)
    }
}
