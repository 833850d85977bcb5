public import KubeVirt

extension Fixture {
    /// Why the fixture would be refused, in the shape of KubeVirt's webhook; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = .singleHost) -> [StatusCause] {
        var causes = metadata.admission(at: "metadata")
        var machine = template.metadata ?? ObjectMeta()
        // The machine's own name is made from the fixture's.
        causes += machine.admission(at: "template.metadata", under: configuration, nameRequired: false)
        if image?.source.initramfs != nil {
            causes += kernelConflicts(machine)
            Annotations(kernel: "/", initrd: "/").apply(to: &machine)
        }
        var spec = template.spec
        // Bound later; the template may list its disk.
        if case .bootstrap? = image?.source {
            spec.volumes = (spec.volumes ?? []) + [.init(containerDisk: .init(image: name), name: FixtureImage.volume)]
        }
        // A limit is a request too, once the defaults are filled in.
        if template.spec.domain.resources?.limits?["memory"] ?? .zero == .zero {
            causes += template.spec.memoryRequest(at: "template.spec")
        }
        if template.spec.architecture != nil { causes += spec.architectureCauses(at: "template.spec") }
        return causes + spec.admission(at: "template.spec", under: configuration, annotations: machine)
            + spec.impossibleCauses(at: "template.spec")
    }

    /// An image with a kernel of its own leaves no room for another one.
    private func kernelConflicts(_ machine: ObjectMeta) -> [StatusCause] {
        var fields: [String] = []
        if template.spec.domain.firmware?.kernelBoot?.container != nil {
            fields.append("template.spec.domain.firmware.kernelBoot.container")
        }
        for key in [Annotations.kernelKey, Annotations.initrdKey] where machine.annotations?[key] != nil {
            fields.append("template.metadata.annotations[\(key)]")
        }
        return fields.map {
            StatusCause(
                field: $0, message: "\($0) names a kernel, and so does image.source.initramfs; remove one",
                reason: .fieldValueInvalid)
        }
    }
}
