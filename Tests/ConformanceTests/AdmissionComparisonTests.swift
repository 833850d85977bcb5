import Conformance
import Testing
import YAML

/// Comparing itself, on lines of our own in the shape of KubeVirt's.
@Suite struct AdmissionComparisonTests {
    private func disagreement(_ line: String) throws -> String? {
        let node = try YAMLParser().document(in: Array(line.utf8), file: "s")
        guard case .differs(let text) = AdmissionSample.comparison(in: node, place: "s:1") else { return nil }
        return text
    }

    private func line(
        spec: String, allowed: Bool = false, _ causes: [(reason: String, field: String)] = [], message: String = "m",
        gates: String = "null"
    ) -> String {
        let list = causes.map { #"{"reason":"\#($0.reason)","field":"\#($0.field)","message":"\#(message)"}"# }
        return """
            {"allowed":\(allowed),"causes":[\(list.joined(separator: ","))],"featureGates":\(gates),
            "disabledFeatureGates":null,"spec":\(spec)}
            """
    }

    private static let plain = #"{"domain":{"devices":{}},"hostname":"_"}"#
    private static let invalid = "FieldValueInvalid"

    @Test("the spec stands wherever KubeVirt's own causes say")
    func roots() throws {
        for root in ["spec", "fake", "spec.template.spec", "spec.virtualMachineTemplate.spec.template.spec"] {
            #expect(try disagreement(line(spec: Self.plain, [(Self.invalid, "\(root).hostname")])) == nil)
        }
        let interfaces = """
            {"domain":{"devices":{"interfaces":[{"name":"n","masquerade":{},"bootOrder":0}]}},
            "networks":[{"name":"n","pod":{}}]}
            """
        #expect(try disagreement(line(spec: interfaces, [(Self.invalid, "fake[0].bootOrder")])) == nil)
        let dhcp = """
            {"domain":{"devices":{"interfaces":[{"name":"n","masquerade":{},"dhcpOptions":{"privateOptions":
            [{"option":1,"value":"v"}]}}]}},"networks":[{"name":"n","pod":{}}]}
            """
        #expect(try disagreement(line(spec: dhcp, [(Self.invalid, "spec.template.spec")])) == nil)
        let resolver = #"{"domain":{"devices":{}},"dnsPolicy":"None","dnsConfig":{},"hostname":"_"}"#
        #expect(
            try disagreement(
                line(spec: resolver, [("FieldValueRequired", "nameservers"), (Self.invalid, "fake.hostname")])) == nil)
    }

    @Test("a disagreement names what is missing and what is too much")
    func differences() throws {
        #expect(
            try disagreement(line(spec: Self.plain, [("FieldValueRequired", "spec.hostname")]))
                == """
                s:1: KubeVirt denies, we deny
                  missing FieldValueRequired at spec.hostname
                  not KubeVirt's: FieldValueInvalid at spec.hostname
                """)
        #expect(
            try disagreement(line(spec: Self.plain, allowed: true))
                == """
                s:1: KubeVirt allows, we deny
                  not KubeVirt's: FieldValueInvalid at spec.hostname
                """)
        #expect(try disagreement("{}") == "s:1: expected a mapping with allowed, and with vmi or spec")
    }

    @Test("gates are the line's")
    func gates() throws {
        let spec = #"{"domain":{"devices":{"autoattachVSOCK":true}}}"#
        #expect(try disagreement(line(spec: spec, allowed: true, gates: #"["VSOCK"]"#)) == nil)
        #expect(try disagreement(line(spec: spec, [(Self.invalid, "spec.domain.devices.autoattachVSOCK")])) == nil)
        #expect(try disagreement(line(spec: spec, allowed: true)) != nil)
    }

    @Test("settings that a line leaves out are those that its denial speaks of")
    func settings() throws {
        let guest =
            #"{"domain":{"devices":{},"memory":{"guest":"2Mi"},"resources":{"limits":{"memory":"1Mi"}}}}"#
        #expect(
            try disagreement(
                line(
                    spec: guest, [(Self.invalid, "fake.domain.memory.guest")],
                    message: "guest must be equal to or less than the memory limit")) == nil)
        #expect(try disagreement(line(spec: guest, allowed: true)) == nil)
        let reservation = """
            {"domain":{"devices":{"disks":[{"name":"d","lun":{"bus":"scsi","reservation":true}}]}},
            "volumes":[{"name":"d","persistentVolumeClaim":{"claimName":"c"}}]}
            """
        // That something was allowed tells nothing of the settings.
        #expect(try disagreement(line(spec: reservation, allowed: true)) != nil)
        #expect(
            try disagreement(
                line(spec: reservation, [(Self.invalid, "spec.domain.devices.disks.luns.reservation")])) == nil)
    }

    @Test("lists that Go writes as null are empty in a spec, which was no document, and wrong in a machine's")
    func nulls() throws {
        let spec = """
            {"domain":{"devices":{}},"affinity":{"nodeAffinity":
            {"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":null}}}}
            """
        let field = "spec.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
        #expect(try disagreement(line(spec: spec, [(Self.invalid, field)])) == nil)
        let machine = line(spec: #"{"spec":\#(spec)}"#, [("", "")])
            .replacing(#""spec":{"spec""#, with: #""vmi":{"spec""#)
        #expect(try disagreement(machine) == nil)
    }

    @Test("the webhook's answer ends with its tenth cause")
    func ten() throws {
        let inputs = Array(repeating: #"{"name":"i","bus":"usb","type":"mouse"}"#, count: 12)
        let machine = """
            {"kind":"VirtualMachineInstance","apiVersion":"kubevirt.io/v1","metadata":{"name":"a"},"spec":
            {"architecture":"amd64","domain":{"memory":{"guest":"64Mi"},"devices":{"inputs":
            [\(inputs.joined(separator: ","))]}}}}
            """
        func line(_ count: Int) -> String {
            let causes = (0..<count).map {
                #"{"reason":"FieldValueInvalid","field":"spec.domain.devices.inputs[\#($0)].type","message":"m"}"#
            }
            return #"{"allowed":false,"causes":[\#(causes.joined(separator: ","))],"vmi":\#(machine)}"#
        }
        #expect(try disagreement(line(12)) == nil)
        #expect(try disagreement(line(10)) == nil)
        #expect(try disagreement(line(9)) != nil)
    }
}
