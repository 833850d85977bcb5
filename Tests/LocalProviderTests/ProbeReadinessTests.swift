import Fixtures
import KubeVirt
import Machines
import Testing

@testable import LocalProvider

/// A VMI's own readiness probe, as a condition beside the fixture's.
@Suite struct ProbeReadinessTests {
    private func conditions(_ probe: VirtualMachineInstanceSpec.Probe?) throws -> [ReadyCondition] {
        try VirtualMachineInstance(spec: .init(domain: DomainSpec(), readinessProbe: probe)).readiness()
    }

    @Test func `each kind of probe is the condition that asks the same`() throws {
        #expect(try conditions(nil) == [])
        #expect(try conditions(.init(guestAgentPing: .init())) == [.agent(AgentCondition())])
        #expect(
            try conditions(.init(exec: .init(command: ["true", "x"]))) == [
                .command(CommandCondition(.run(["true", "x"])))
            ])
        #expect(
            try conditions(.init(periodSeconds: 3, tcpSocket: .init(port: 22)))
                == [.port(PortCondition(22, interval: Interval(.seconds(3))))])
        let http = VirtualMachineInstanceSpec.Probe(
            httpGet: .init(httpHeaders: [.init(name: "A", value: "b")], path: "x", port: "8080"))
        #expect(try conditions(http) == [.http(HTTPCondition(port: 8080, path: "/x", headers: ["A": "b"]))])
    }

    @Test func `what cannot be asked is refused by its field`() {
        for (probe, field) in [
            (VirtualMachineInstanceSpec.Probe(tcpSocket: .init(port: "ssh")), "spec.readinessProbe.tcpSocket.port"),
            (.init(httpGet: .init(port: 443, scheme: "HTTPS")), "spec.readinessProbe.httpGet.scheme"),
        ] {
            let error = #expect(throws: MachineError.self) { try conditions(probe) }
            #expect(error?.message.contains(field) == true)
        }
    }
}
