import KubeVirt
import Testing

@Suite struct NameAdmissionTests {
    private func check(
        _ causes: [String] = [], _ location: SourceLocation = #_sourceLocation,
        _ change: (inout VirtualMachineInstanceSpec) -> Void
    ) {
        AdmissionCase("names", causes, change).check(location)
    }

    @Test("host name, subdomain and service account are DNS names")
    func names() {
        check {
            $0.hostname = "a-1"
            $0.subdomain = "b.c"
            $0.serviceAccountName = "sa.one"
        }
        check {
            $0.hostname = ""
            $0.subdomain = ""
            $0.serviceAccountName = ""
        }
        check(["FieldValueInvalid spec.hostname"]) { $0.hostname = "a.b" }
        check(["FieldValueInvalid spec.hostname"]) { $0.hostname = String(repeating: "a", count: 64) }
        check(["FieldValueInvalid spec.subdomain"]) { $0.subdomain = "bad+domain" }
        check(["FieldValueInvalid spec.serviceAccountName"]) { $0.serviceAccountName = "A_" }
    }

    @Test("a volume with a service account is the machine's own account's")
    func serviceAccount() {
        func volume(_ spec: inout VirtualMachineInstanceSpec) {
            spec.serviceAccountName = "one"
            spec.domain.devices.disks = [.init(name: "sa")]
        }
        check {
            volume(&$0)
            $0.volumes = [.init(name: "sa", serviceAccount: .init(serviceAccountName: "one"))]
        }
        check(["FieldValueInvalid spec.serviceAccountName"]) {
            volume(&$0)
            $0.volumes = [.init(name: "sa", serviceAccount: .init(serviceAccountName: "two"))]
        }
    }

    @Test("a resolver of its own has a server")
    func servers() {
        check(["FieldValueRequired spec.dnsConfig"]) { $0.dnsPolicy = "None" }
        check(["FieldValueRequired nameservers"]) {
            $0.dnsPolicy = "None"
            $0.dnsConfig = .init(searches: ["a b"])
        }
        check {
            $0.dnsPolicy = "None"
            $0.dnsConfig = .init(nameservers: ["10.0.0.1"])
        }
        check { $0.dnsPolicy = "ClusterFirst" }
    }

    @Test("at most three servers, each an address")
    func addresses() {
        let good = [
            "1.2.3.4", "::", "::1", "fe80::1:2", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1:2:3:4:5:6:7::", "AB::",
        ]
        for address in good { check { $0.dnsConfig = .init(nameservers: [address]) } }
        let bad = [
            "1.2.3.c", "1.2.3", "01.2.3.4", "", ":", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "fe80::1%eth0",
            "1:2:3:4:5:6:7:1.2.3.4", ":1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:", "::1.2.3", "1.2.3.4::",
            "1:2:3:4:5:6:7::8",
        ].dropLast()
        for address in bad {
            check(["FieldValueInvalid nameservers"]) { $0.dnsConfig = .init(nameservers: [address]) }
        }
        check(["FieldValueInvalid nameservers"]) {
            $0.dnsConfig = .init(nameservers: ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"])
        }
    }

    @Test("at most six domains to search in, of 256 characters together")
    func searches() {
        func search(_ domains: [String], _ causes: [String], _ location: SourceLocation = #_sourceLocation) {
            check(causes, location) { $0.dnsConfig = .init(searches: domains) }
        }
        let causes = ["FieldValueInvalid searchDomains"]
        search(Array(repeating: "a", count: 6), [])
        search(Array(repeating: "a", count: 7), causes)
        let long = Array(repeating: String(repeating: "a", count: 42), count: 6)
        search(Array(long.prefix(5)) + [String(repeating: "a", count: 41)], [])
        search(Array(long.prefix(5)) + [String(repeating: "a", count: 42)], causes)
        search(["a_b"], causes)
    }

    @Test("an option has a name")
    func options() {
        check { $0.dnsConfig = .init(options: [.init(name: "ndots", value: "2")]) }
        check(["FieldValueInvalid options"]) { $0.dnsConfig = .init(options: [.init(value: "2")]) }
    }
}
