import KubeVirt
import Testing

/// What an API server refuses by KubeVirt's definitions, before a webhook sees it.
@Suite struct LimitAdmissionTests {
    private func machine(_ change: (inout VirtualMachineInstanceSpec) -> Void) -> VirtualMachineInstance {
        var spec = VirtualMachineInstanceSpec(domain: .init(memory: .init(guest: .mebibytes(64))))
        change(&spec)
        return VirtualMachineInstance(metadata: ObjectMeta(name: "a"), spec: spec)
    }

    @Test("a list of more than 256 is refused as a whole")
    func lists() {
        func volumes(_ count: Int) -> VirtualMachineInstance {
            machine { spec in
                let names = (0..<count).map { "v\($0)" }
                spec.volumes = names.map { .init(emptyDisk: .init(capacity: .mebibytes(1)), name: $0) }
                spec.domain.devices.disks = names.map { .init(disk: .init(bus: .virtio), name: $0) }
            }
        }
        #expect(volumes(256).admission().isEmpty)
        let message = "Too many: 257: must have at most 256 items"
        #expect(
            volumes(257).admission() == [
                StatusCause(field: "spec.volumes", message: message, reason: .fieldValueTooMany),
                StatusCause(field: "spec.domain.devices.disks", message: message, reason: .fieldValueTooMany),
            ])
        #expect(volumes(257).validation(under: ClusterConfiguration()).isEmpty, "the webhook itself does not count")
    }

    @Test("words that a definition does not list are refused, in machines and in their templates")
    func words() {
        let wrong = machine {
            $0.domain.rebootPolicy = "foo"
            $0.domain.memory?.reservedOverhead = .init(memLock: "Perhaps")
        }
        let causes = wrong.admission()
        #expect(
            causes.map(\.field) == ["spec.domain.memory.reservedOverhead.memLock", "spec.domain.rebootPolicy"])
        #expect(causes.allSatisfy { $0.reason == .fieldValueNotSupported })
        #expect(causes.last?.message == #"Unsupported value: "foo": supported values: "Reboot", "Terminate""#)
        #expect(machine { $0.domain.rebootPolicy = "Terminate" }.admission(under: .singleHost).isEmpty)

        var virtual = VirtualMachine(spec: .init(template: .init(spec: wrong.spec)))
        virtual.spec.dataVolumeTemplates = [.init(spec: .init(contentType: "tape"))]
        #expect(
            virtual.admission().map(\.field) == [
                "spec.dataVolumeTemplates[0].spec.contentType",
                "spec.template.spec.domain.memory.reservedOverhead.memLock", "spec.template.spec.domain.rebootPolicy",
            ])
        let set = VirtualMachineInstanceReplicaSet(
            spec: .init(selector: .init(), template: .init(spec: wrong.spec)))
        #expect(set.admission().last?.field == "spec.template.spec.domain.rebootPolicy")
    }
}
