import Channels
import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

@Suite("Ports of the helper in a guest", .requires(.tinyGuest), .timeLimit(.minutes(20)))
struct PortMachineTests {
    @Test("hosts that come as soon as the last one has gone are each greeted")
    func hostsInTurn() async throws {
        let host = try await TinyHost()
        let fixture = try host.fixture(
            "ports",
            spec: """
                domain:
                  cpu: {cores: 2}
                  devices: {autoattachGraphicsDevice: false, autoattachPodInterface: false}
                  firmware: {kernelBoot: {kernelArgs: console=ttyS0 quiet cryptomgr.notests no_timer_check}}
                  memory: {guest: 128Mi}
                """)
        try await host.withMachine(fixture) { machine in
            // From then on the helper looks for ports rarely, and what has to wake it is seen alone.
            _ = try await machine.says("until [ $(cut -d. -f1 /proc/uptime) -gt 20 ]; do sleep 1; done")
            let directory = HostDirectories.ofThisUser.machine(machine.id)
            for _ in 0..<200 {
                try await withDeadline(.seconds(30)) {
                    // Another process would take this one, too: ours has the first.
                    let port = try await HelperPort.take(of: directory, count: 4)
                    try await HelperChannel.open(port).ping()
                }
            }
        }
    }
}
