import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

extension SharedDebianMachineTests {
    /// What the NoCloud seed and the disk's size came to in the guest.
    @Suite("from its seed and its disk")
    struct SeedMachineTests {
        @Test("the whole system is up")
        func running() async throws {
            #expect(try await SharedMachine.current.run("systemctl", "is-system-running").output == "running\n")
            #expect(try await SharedMachine.current.says("cloud-id").hasPrefix("nocloud"))
        }

        @Test("a unit and a device have ten times systemd's own time before they are given up")
        func patience() async throws {
            let machine = try SharedMachine.current
            #expect(try await machine.says("systemctl show -p TimeoutStartUSec --value ssh.service") == "15min\n")
            let console = Architecture.ofThisHost == .arm64 ? "ttyAMA0" : "ttyS0"
            #expect(
                try await machine.says("systemctl show -p JobRunningTimeoutUSec --value dev-\(console).device")
                    == "15min\n")
        }

        @Test("the host name is the machine's")
        func hostname() async throws {
            #expect(
                try await SharedMachine.current.says("hostname; cat /etc/hostname")
                    == "\(SharedDebian.name)\n\(SharedDebian.name)\n")
        }

        @Test("root lets our key in, and the guest proves itself by the key that was made for it alone")
        func keys() async throws {
            let machine = try SharedMachine.current
            let access = try #require(Access.load(from: machine.local.path))
            let authorized = try await machine.says("cat /root/.ssh/authorized_keys")
            #expect(authorized.contains(access.publicKey.split(separator: " ").prefix(2).joined(separator: " ")))
            let own = try await machine.says("cat /etc/ssh/ssh_host_ed25519_key.pub")
            #expect(own.split(separator: " ").prefix(2) == access.hostKey.split(separator: " ").prefix(2))
            // No other key could be offered instead of the pinned one.
            #expect(try await machine.says("ls /etc/ssh | grep -c 'ssh_host_.*_key$'") == "1\n")
        }

        @Test("the user's data took effect")
        func userData() async throws {
            let machine = try SharedMachine.current
            #expect(try await machine.says("cat /srv/greeting") == SharedDebian.greeting + "\n")
            #expect(try await machine.says("cat /srv/ran") == "\(SharedDebian.name) runs\n")
        }

        @Test("the root file system has grown to the fixture's size")
        func size() async throws {
            let size = try await SharedMachine.current.says("findmnt -bno SIZE /").split(separator: "\n").first
            let bytes = try #require(size.flatMap { Int64($0.filter(\.isNumber)) })
            #expect(bytes > 7_500 << 20 && bytes <= 8 << 30)
        }

        @Test("the network has KubeVirt's address, and an isolated one has no way on")
        func addresses() async throws {
            let machine = try SharedMachine.current
            #expect(try await machine.says("ip -4 -o addr show scope global").contains("inet 10.0.2.2/24"))
            #expect(try await machine.says("ip -4 route show default") == "")
        }

        @Test("an isolated guest does not reach this host")
        func isolated() async throws {
            let server = try LoopbackServer(saying: "reached")
            let script = "timeout 3 bash -c 'head -1 </dev/tcp/10.0.2.1/\(server.port)' 2>&1; true"
            #expect(try await !SharedMachine.current.says(script).contains("reached"))
            #expect(server.visitors == 0)
        }
    }
}
