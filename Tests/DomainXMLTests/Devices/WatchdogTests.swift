import KubeVirt
import Testing

struct WatchdogTests {
    @Test("a watchdog is the architecture's, and arm64 has none")
    func watchdogs() throws {
        #expect(
            try Node.devices("watchdog") { $0.watchdog = .init(i6300esb: .init(action: "poweroff"), name: "dog") } == [
                "<watchdog model='i6300esb' action='poweroff'><alias name='ua-dog'/></watchdog>"
            ])
        #expect(
            try Node.devices("watchdog", .s390x) { $0.watchdog = .init(diag288: .init(action: "reset"), name: "dog") }
                == [
                    "<watchdog model='diag288' action='reset'><alias name='ua-dog'/></watchdog>"
                ])
        let field = "spec.domain.devices.watchdog"
        for (architecture, watchdog) in [
            (.arm64, .init(i6300esb: .init(), name: "dog")), (.amd64, .init(diag288: .init(), name: "dog")),
            (.s390x, .init(i6300esb: .init(), name: "dog")),
        ] as [(Architecture, DomainSpec.Watchdog)] {
            #expect(Node(architecture) { $0.spec.domain.devices.watchdog = watchdog }.refusals() == [field])
        }
    }
}
