import Fixtures
import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import Channels
@testable import LocalProvider

/// Each network policy, seen from inside a small guest.
@Suite("A guest's network", .requires(.tinyGuest), .timeLimit(.minutes(30)))
struct NetworkMachineTests {
    /// The tiny fixture with a network card; udhcpc's answers are in /tmp/lease.
    private static func fixture(_ policy: String) throws -> Fixture {
        try FixtureFile([
            (
                "modules: [virtio_pci, virtio_console]",
                """
                modules: [virtio_pci, virtio_console, virtio_net]
                      files:
                        - path: /bin/lease
                          mode: 0755
                          content: |
                            #!/bin/sh
                            ifconfig eth0 up
                            [ "$1" = bound ] || exit 0
                            ifconfig eth0 "$ip" netmask "$subnet"
                            [ -z "$router" ] || route add default gw "$router"
                            echo "$ip $subnet ${router:--} ${dns:--}" > /tmp/lease
                """
            ),
            (
                "  metadata:\n    annotations:\n",
                "  metadata:\n    annotations:\n      mayfly.dev/network-policy: \(policy)\n"
            ),
            (
                "        autoattachPodInterface: false\n",
                """
                        interfaces:
                          - name: default
                            masquerade: {}

                """
            ),
            (
                "    # No service to shut down: end it at once.\n",
                "    networks:\n      - name: default\n        pod: {}\n"
            ),
        ]).load()
    }

    private func withGuest(_ policy: String, _ body: (Machine) async throws -> Void) async throws {
        let run = try await TestHost.withMachine(try Self.fixture(policy)) { machine async throws in
            try await body(machine)
            return machine.id
        }
        #expect(LocalLeftovers.of(run) == [])
    }

    private func lease(_ machine: Machine) async throws -> String {
        try await machine.says("udhcpc -i eth0 -n -q -t 10 -s /bin/lease >&2; cat /tmp/lease")
    }

    /// What a guest gets that asks this host's loopback through its gateway.
    private func ask(_ machine: Machine, _ server: LoopbackServer) async throws -> String {
        try await machine.run(.shell("nc -w 3 10.0.2.1 \(server.port) </dev/null"), within: .seconds(60)).output
    }

    @Test("outbound: KubeVirt's addresses, and this host's loopback through the gateway")
    func outbound() async throws {
        let server = try LoopbackServer(saying: "reached")
        try await withGuest("outbound") { machine async throws in
            #expect(try await lease(machine) == "10.0.2.2 255.255.255.0 10.0.2.1 10.0.2.3\n")
            #expect(try await ask(machine, server) == "reached\n")
            #expect(server.visitors == 1)
        }
    }

    @Test("isolated: KubeVirt's address, no router and nobody to talk to, but a forwarded port leads in")
    func isolated() async throws {
        let server = try LoopbackServer(saying: "reached")
        try await withGuest("isolated") { machine async throws in
            #expect(try await lease(machine) == "10.0.2.2 255.255.255.0 - -\n")
            #expect(try await ask(machine, server) == "")
            #expect(server.visitors == 0)
            #expect(try await machine.run("nslookup", "localhost.example", "10.0.2.3").termination != .exited(0))
            try await machine.withProcess(.shell("echo inside > /tmp/index.html; httpd -f -p 80 -h /tmp")) { _ in
                let port = try await machine.local.hostPort(of: 80)
                #expect(try await machine.local.hostPort(of: 80) == port)
                #expect(
                    try await eventually(within: .seconds(60)) {
                        (try? await Self.get(port)).map { $0.hasSuffix("inside\n") } ?? false
                    })
            }
        }
    }

    @Test("none: there is no device, and no port can be forwarded")
    func none() async throws {
        try await withGuest("none") { machine async throws in
            #expect(try await machine.says("ls /sys/class/net") == "lo\n")
            let error = await #expect(throws: MachineError.self) { try await machine.local.hostPort(of: 80) }
            #expect(error?.code == .unsupported && error?.message.contains("network-policy") == true)
        }
    }

    /// The answer to a request at a port of this host's loopback.
    private static func get(_ port: UInt16) async throws -> String {
        let stream = try await LoopbackPort.connect(to: port)
        defer { stream.close() }
        return try await withDeadline(.seconds(10)) {
            try await stream.write(Array("GET /index.html HTTP/1.0\r\n\r\n".utf8))
            var bytes: [UInt8] = []
            while case let part = try await stream.read(atMost: 4096), !part.isEmpty { bytes += part }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
