import Fixtures
import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

/// A Debian unlike the shipped one in all that a fixture can change: one boot for all of it.
@Suite(
    "A Debian by UEFI, with a ConfigDrive, a network and what its host offers",
    .requires(.machines, .distributions, .program("openssl")), .timeLimit(.minutes(30)))
struct DebianOfferMachineTests {
    private static func fixture() throws -> Fixture {
        // Without write_files, of which a user's own take the place of what the host offers.
        let userData = """
            #cloud-config
            runcmd:
              - echo written > /srv/greeting

            """
        let changes: [(String, String)] = [
            ("cloudInitNoCloud:", "cloudInitConfigDrive:"),
            (
                "mayfly.dev/network-policy: isolated\n",
                "mayfly.dev/network-policy: outbound\n      mayfly.dev/offer-host: proxy,certificates\n"
            ),
            (
                "          - name: seed\n            disk:",
                """
                          - name: scratch
                            serial: SCRATCH
                            disk:
                              bus: virtio
                          - name: seed
                            disk:
                """
            ),
            ("    volumes:\n", "    volumes:\n      - name: scratch\n        emptyDisk:\n          capacity: 64Mi\n"),
            (
                "      cpu:\n",
                "      firmware:\n        bootloader:\n          efi:\n            secureBoot: false\n      cpu:\n"
            ),
        ]
        return try FixtureFile(try SharedDebian.debian(userData) + changes, of: "seeded-debian").load()
    }

    /// A host with a proxy on its loopback and an authority of its own.
    private func settings(_ scratch: Scratch, proxy port: UInt16) async throws -> HostSettings {
        try FileSystem.makeDirectory(scratch("ca"))
        let made = try await Child.run(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                "/CN=Mayfly test authority", "-keyout", scratch("key"), "-out", scratch("ca/test.crt"),
            ], limit: .seconds(60))
        try #require(made.end == .exited(0), "\(made.output)")
        var settings = HostSettings()
        settings.environment = ["http_proxy": "http://localhost:\(port)", "no_proxy": "intern.example"]
        settings.certificateDirectories = [scratch("ca")]
        return settings
    }

    @Test("everything is there")
    func everything() async throws {
        let (scratch, proxy) = (Scratch("offer"), try LoopbackServer(saying: "HTTP/1.0 200 OK"))
        let settings = try await settings(scratch, proxy: proxy.port)
        let authority = try #require(scratch.text("ca/test.crt"))
        let fixture = try Self.fixture()
        let run = try await HostSettings.$current.withValue(settings) {
            try await TestHost.withMachine(fixture) { machine async throws in
                try await firmware(machine)
                try await seed(machine)
                try await network(machine)
                try await offers(machine, proxy, authority)
                return machine.id
            }
        }
        #expect(LocalLeftovers.of(run) == [])
    }

    private func firmware(_ machine: Machine) async throws {
        #expect(try await machine.says("ls -d /sys/firmware/efi") == "/sys/firmware/efi\n")
        #expect(try await machine.says("lsblk -bdno SIZE /dev/disk/by-id/virtio-SCRATCH") == "\(64 << 20)\n")
        #expect(try await machine.run("systemctl", "is-system-running").output == "running\n")
    }

    private func seed(_ machine: Machine) async throws {
        #expect(try await machine.says("cloud-id").hasPrefix("config"))
        #expect(
            try await machine.says("cat /srv/greeting; hostname")
                == "written\n\(machine.name)\n")
        let access = try #require(Access.load(from: machine.local.path))
        let own = try await machine.says("cat /etc/ssh/ssh_host_ed25519_key.pub")
        #expect(own.split(separator: " ").prefix(2) == access.hostKey.split(separator: " ").prefix(2))
        let ssh = machine.through(.ssh)
        #expect(try await ssh.says("echo in") == "in\n")
        #expect(await machine.reached == .ssh)
    }

    private func network(_ machine: Machine) async throws {
        #expect(try await machine.says("ip -4 -o addr show scope global").contains("inet 10.0.2.2/24"))
        #expect(try await machine.says("ip -4 route show default").contains("default via 10.0.2.1"))
        let servers = "cat /etc/resolv.conf /run/systemd/resolve/resolv.conf 2>/dev/null; true"
        #expect(try await machine.says(servers).contains("nameserver 10.0.2.3"))
    }

    private func offers(_ machine: Machine, _ proxy: LoopbackServer, _ authority: String) async throws {
        let address = "http://10.0.2.1:\(proxy.port)"
        // A login has what was offered; a command of ours has its own environment.
        let login = try await machine.says("su -l root -c env")
        #expect(login.contains("http_proxy=\(address)\n") && login.contains("NO_PROXY=intern.example\n"))
        #expect(try await machine.says("apt-config dump").contains("Acquire::http::Proxy \"\(address)\";"))
        // Through the gateway's address the guest comes to this host's loopback.
        let before = proxy.visitors
        let greeting = try await machine.says(
            "timeout 60 bash -c 'head -1 </dev/tcp/10.0.2.1/\(proxy.port)'")
        #expect(greeting == "HTTP/1.0 200 OK\n" && proxy.visitors > before)
        #expect(try await machine.says("cat /etc/ssl/certs/ca-certificates.crt").contains(authority))
    }
}
