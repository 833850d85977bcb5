import KubeVirt
import Testing

@Suite struct LifecycleAdmissionTests {
    private func check(
        _ causes: [String] = [], off: [FeatureGate] = [], settings: (inout ClusterConfiguration) -> Void = { _ in },
        _ location: SourceLocation = #_sourceLocation, _ change: (inout VirtualMachineInstanceSpec) -> Void
    ) {
        AdmissionCase("lifecycle", causes, off: off, settings: settings, change).check(location)
    }

    private func network(_ spec: inout VirtualMachineInstanceSpec) {
        spec.networks = [.init(name: "n", pod: .init())]
        spec.domain.devices.interfaces = [.init(masquerade: .init(), name: "n")]
    }

    @Test("a probe looks in one way")
    func probes() {
        let none = VirtualMachineInstanceSpec.Probe(initialDelaySeconds: 2)
        check(["FieldValueRequired spec.livenessProbe", "FieldValueRequired spec.readinessProbe"]) {
            $0.livenessProbe = none
            $0.readinessProbe = none
        }
        check(["FieldValueInvalid spec.readinessProbe"]) {
            $0.readinessProbe = .init(exec: .init(command: ["true"]), guestAgentPing: .init())
        }
        check { $0.livenessProbe = .init(guestAgentPing: .init()) }
        check { $0.readinessProbe = .init(exec: .init(command: ["true"])) }
    }

    @Test("a probe of a port needs the pod's network")
    func probesOfPorts() {
        let http = VirtualMachineInstanceSpec.Probe(httpGet: .init(port: .int(80)))
        let tcp = VirtualMachineInstanceSpec.Probe(tcpSocket: .init(port: .int(80)))
        check {
            network(&$0)
            ($0.readinessProbe, $0.livenessProbe) = (http, tcp)
        }
        check(["FieldValueInvalid spec.livenessProbe.tcpSocket", "FieldValueInvalid spec.readinessProbe.httpGet"]) {
            ($0.readinessProbe, $0.livenessProbe) = (http, tcp)
        }
    }

    @Test("a machine starts at once or paused; nobody asks a paused one whether it lives")
    func start() {
        check { $0.startStrategy = "Paused" }
        check(["FieldValueInvalid spec.startStrategy"]) { $0.startStrategy = "Slowly" }
        check(["FieldValueInvalid spec.startStrategy"]) {
            $0.startStrategy = "Paused"
            $0.livenessProbe = .init(guestAgentPing: .init())
        }
        check {
            $0.startStrategy = "Paused"
            $0.readinessProbe = .init(guestAgentPing: .init())
        }
    }

    @Test("an eviction strategy that nobody knows is refused, the cluster's own too")
    func eviction() {
        let causes = ["FieldValueInvalid spec.evictionStrategy"]
        check(causes) { $0.evictionStrategy = .init(rawValue: "fantasy") }
        for strategy in ["None", "LiveMigrate", "LiveMigrateIfPossible", "External"] {
            check { $0.evictionStrategy = .init(rawValue: strategy) }
        }
        let odd: (inout ClusterConfiguration) -> Void = { $0.evictionStrategy = .init(rawValue: "fantasy") }
        check(causes, settings: odd) { _ in }
        check(settings: odd) { $0.evictionStrategy = .external }
    }

    @Test("what a reboot does is said behind a gate, which is open")
    func reboot() {
        check { $0.domain.rebootPolicy = "Terminate" }
        check(["FieldValueInvalid spec.domain.rebootPolicy"], off: [.rebootPolicy]) {
            $0.domain.rebootPolicy = "Terminate"
        }
    }
}
