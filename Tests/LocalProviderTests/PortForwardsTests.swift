import Testing

@testable import LocalProvider

@Suite struct PortForwardsTests {
    private let table = """
        Hub -1 (net0):\r
          Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ\r
          TCP[HOST_FORWARD]  27       127.0.0.1 45263       10.0.2.2    22     0     0\r
          TCP[HOST_FORWARD]  28       127.0.0.1 39999       10.0.2.2  8080     0     0\r
          TCP[ESTABLISHED]   31        10.0.2.2    22       10.0.2.1 50000     0     0\r
          UDP[238 sec]       30        10.0.2.2 45263       10.0.2.3    53     0     0\r

        """

    @Test func `forwards are known by the guest's port`() {
        let network = PortForwards(monitor: table)
        #expect(network.forwards.count == 2)
        #expect(network.host(of: 22) == 45263)
        #expect(network.host(of: 8080) == 39999)
        #expect(network.host(of: 80) == nil)
    }

    @Test(arguments: [
        "", "unknown command: 'usernet'", "  TCP[HOST_FORWARD]  27  127.0.0.1 70000 10.0.2.2 22 0 0",
        "TCP[HOST_FORWARD]",
    ])
    func `what is no such table has no forwards`(text: String) {
        #expect(PortForwards(monitor: text).forwards.isEmpty)
    }
}
