import Channels
import FixtureLoading
import Fixtures
import Glibc
import Machines
import MayflyTestSupport
import SSH
import Testing
import Wire

/// The tiny guest with the files of a larger one.
@Suite("A guest becomes another one", .requires(.tinyGuest), .timeLimit(.minutes(30)))
struct IdentityMachineTests {
    private static let old = String(repeating: "0", count: 32)
    private static let oldKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOldOldOldOldOldOldOldOldOldOldOldOldOldOldOldOl template"

    private static func fixture() throws -> Fixture {
        let text = """
            apiVersion: mayfly.dev/v1alpha1
            kind: Fixture
            metadata: {name: identity}
            image:
              source:
                initramfs:
                  kernel: host
                  modules: [virtio_pci, virtio_console]
                  busybox: true
                  files:
                    - {path: /etc/hostname, content: "template\\n"}
                    - {path: /etc/machine-id, content: "\(old)\\n"}
                    - {path: /etc/ssh/ssh_host_rsa_key, content: private}
                    - {path: /root/.ssh/authorized_keys, content: "\(oldKey)\\n"}
            template:
              metadata: {annotations: {kubevirt.io/placePCIDevicesOnRootComplex: "true"}}
              spec:
                domain:
                  devices:
                    autoattachGraphicsDevice: false
                    autoattachMemBalloon: false
                    autoattachPodInterface: false
                  firmware: {kernelBoot: {kernelArgs: console=ttyS0 quiet cryptomgr.notests no_timer_check}}
                  memory: {guest: 128Mi}
                terminationGracePeriodSeconds: 0
            ready: [{helper: {deadline: 30s}}]
            """
        return try FixtureLoader().fixture(from: Array(text.utf8), file: "identity.yaml")
    }

    /// What tells one guest from another, as its commands see it.
    private static func look(at machine: Machine) async throws -> [String] {
        let script = """
            hostname; cat /etc/hostname /etc/machine-id /proc/sys/kernel/random/boot_id; ls /etc/ssh | tr '\\n' ' '; echo
            cat /etc/ssh/ssh_host_ed25519_key.pub /root/.ssh/authorized_keys
            head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \\n'; echo
            """
        let result = try await machine.run(.shell(script), within: .seconds(60))
        return result.output.split(separator: "\n").map(String.init)
    }

    private static func become(_ identity: GuestIdentity, _ machine: Machine) async throws -> IdentityReport {
        let channel = try #require(try await machine.channel() as? any IdentityChannel)
        return try await channel.become(identity)
    }

    private static func identity(_ name: String, removing old: String) throws -> GuestIdentity {
        GuestIdentity(
            hostName: name, instanceID: "iid-" + name, hostKey: try SSHKeyPair.generate(),
            authorizedKeys: .init(user: "root", removed: [old], added: [try SSHKeyPair.generate().publicLine]))
    }

    @Test("two of one image given two identities differ in all that commands see, and each can be given another")
    func differ() async throws {
        var seen: [[String]] = []
        for name in ["first", "second"] {
            try await TestHost.withMachine(Self.fixture()) { machine in
                let identity = try Self.identity(name, removing: Self.oldKey)
                let report = try await Self.become(identity, machine)
                #expect(report.failures == [])
                let absent = report.items.filter { $0.outcome == .absent }.map(\.path)
                #expect(
                    absent == [
                        "/etc/hosts", "/var/lib/dbus/machine-id", "/var/lib/systemd/random-seed",
                        "/var/lib/cloud/instance", "/run/sshd.pid",
                    ])
                let look = try await Self.look(at: machine)
                let bootID = try #require(identity.bootID)
                #expect(
                    look.dropLast() == [
                        name, name, identity.machineID ?? "", bootID, "ssh_host_ed25519_key ssh_host_ed25519_key.pub ",
                        identity.hostKey?.publicLine ?? "", identity.authorizedKeys?.added[0] ?? "",
                    ])
                #expect(report.bootID == bootID)
                seen.append(look)

                let again = try Self.identity(name + "-again", removing: identity.authorizedKeys?.added[0] ?? "")
                #expect(try await Self.become(again, machine).failures == [])
                seen.append(try await Self.look(at: machine))
            }
        }
        for place in seen[0].indices where !seen[0][place].hasPrefix("ssh_host") {
            #expect(Set(seen.map { $0[place] }).count == seen.count, "\(seen.map { $0[place] })")
        }
    }

    @Test("a clock that is wrong is the host's again, and the guest stays who it is")
    func clock() async throws {
        try await TestHost.withMachine(Self.fixture()) { machine in
            _ = try await machine.run(.shell("date -s @1000000000"), within: .seconds(60)).check()
            let channel = try #require(try await machine.channel() as? any IdentityChannel)
            let before = time(nil)
            let report = try await channel.setClock()
            #expect(report.items == [.init(.entropy, .done, path: "/dev/urandom"), .init(.clock, .done)])
            let result = try await machine.run(.shell("date +%s; cat /etc/machine-id"), within: .seconds(60))
            let words = result.output.split(separator: "\n")
            let seconds = try #require(words.first.flatMap { Int($0) })
            #expect((before...time(nil)).contains(seconds))
            #expect(words.last == Self.old[...])
        }
    }
}
