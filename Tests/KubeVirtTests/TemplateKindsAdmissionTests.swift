import KubeVirt
import Testing

@Suite struct TemplateKindsAdmissionTests {
    private static let template = VirtualMachineInstanceTemplate(
        metadata: .init(labels: ["app": "x"]),
        spec: .init(domain: .init(memory: .init(guest: .mebibytes(64)))))

    @Test("a replica set's selector chooses what its template makes")
    func replicaSet() {
        func found(_ selector: LabelSelector, _ template: VirtualMachineInstanceTemplate = Self.template) -> Set<String>
        {
            VirtualMachineInstanceReplicaSet(spec: .init(selector: selector, template: template)).admission().verdicts
        }
        #expect(found(.init(matchLabels: ["app": "x"])).isEmpty)
        #expect(found(.init()).isEmpty, "a selector that says nothing chooses everything")
        #expect(found(.init(matchLabels: ["app": "y"])) == ["Invalid spec.selector"])
        for (key, word, values, fits) in [
            ("app", "In", ["x", "y"], true), ("app", "NotIn", ["x"], false), ("tier", "NotIn", ["x"], true),
            ("app", "Exists", [], true), ("tier", "Exists", [], false), ("tier", "DoesNotExist", [], true),
            ("app", "In", [], false), ("app", "Near", [], false),
        ] {
            let selector = LabelSelector(matchExpressions: [.init(key: key, operator: word, values: values)])
            #expect(found(selector) == (fits ? [] : ["Invalid spec.selector"]), "\(key) \(word) \(values)")
        }
        var broken = Self.template
        broken.spec.domain.devices.disks = [.init(name: "a")]
        #expect(
            found(.init(matchLabels: ["app": "x"]), broken) == [
                "Invalid spec.template.spec.domain.devices.disks[0].name"
            ])
    }

    @Test("a pool is judged by its virtual machine, its selector, and how it changes")
    func pool() {
        func found(_ change: (inout VirtualMachinePoolSpec) -> Void) -> Set<String> {
            var spec = VirtualMachinePoolSpec(
                selector: .init(matchLabels: ["app": "x"]),
                virtualMachineTemplate: .init(
                    metadata: .init(labels: ["app": "x"]),
                    spec: .init(runStrategy: .always, template: Self.template)))
            change(&spec)
            return VirtualMachinePool(spec: spec).admission().verdicts
        }
        #expect(found { _ in }.isEmpty)
        #expect(found { $0.virtualMachineTemplate.spec = nil } == ["Required spec.template"])
        #expect(found { $0.virtualMachineTemplate.metadata = nil } == ["Invalid spec.selector"])
        let idle = found { $0.virtualMachineTemplate.spec = .init(template: Self.template) }
        #expect(idle == ["Invalid spec.virtualMachineTemplate.spec.running"])
        for amount in [IntOrString.int(1), "1%", "100%"] {
            #expect(found { $0.maxUnavailable = amount }.isEmpty)
        }
        for amount in [IntOrString.int(0), "0%", "101%", "x%", "50"] {
            #expect(found { $0.maxUnavailable = amount } == ["Invalid spec.maxUnavailable"], "\(amount)")
        }
        #expect(found { $0.updateStrategy = .init(proactive: .init()) }.isEmpty)
        #expect(
            found { $0.updateStrategy = .init(opportunistic: .init(), unmanaged: .init()) } == [
                "Invalid spec.updateStrategy"
            ])
        #expect(
            found { $0.scaleInStrategy = .init(opportunistic: .init(), proactive: .init()) } == [
                "Invalid spec.scaleInStrategy"
            ])
    }

    @Test("a preset has a domain with sound disks and firmware")
    func preset() {
        func found(_ domain: DomainSpec?) -> Set<String> {
            VirtualMachineInstancePreset(spec: .init(domain: domain, selector: .init())).admission().verdicts
        }
        #expect(found(.init()).isEmpty)
        #expect(found(nil) == ["Required spec.domain"])
        #expect(
            found(.init(devices: .init(disks: [.init(disk: .init(bus: .init(rawValue: "ide")), name: "a")]))) == [
                "Invalid spec.domain.devices.disks[0].disk.bus"
            ])
        #expect(
            found(.init(firmware: .init(bootloader: .init(bios: .init(), efi: .init(secureBoot: true))))) == [
                "Invalid spec.domain.firmware.bootloader"
            ])
    }
}
