public import KubeVirt

extension Fixture {
    /// Why the fixture would be refused, in the shape of KubeVirt's webhook; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = .singleHost) -> [StatusCause] {
        var causes = metadata.admission(at: "metadata")
        causes += imageCauses()
        var machine = template.metadata ?? ObjectMeta()
        // The machine's own name is made from the fixture's. Where the fixture is made from a machine they are one.
        causes += machine.admission(at: place("metadata"), under: configuration, nameRequired: false)
            .filter { !causes.contains($0) }
        if let annotations = try? Annotations(machine), annotations.repeatsExactly || !annotations.hasBus {
            causes += talkativeConditions(annotations)
        }
        if image?.source.initramfs != nil {
            causes += kernelConflicts(machine)
            Annotations(kernel: "/", initrd: "/").apply(to: &machine)
        }
        var spec = template.spec
        // Bound later; the template may list its disk.
        if recipe != nil {
            spec.volumes = (spec.volumes ?? []) + [.init(containerDisk: .init(image: name), name: FixtureImage.volume)]
        }
        let field = place("spec")
        if let type = spec.domain.machine?.type, let other = machine.annotations?[Annotations.machineKey] {
            causes.append(
                StatusCause(
                    field: "\(field).domain.machine.type",
                    message:
                        "\(field).domain.machine.type is \(type), and \(Annotations.machineKey) says \(other); remove one",
                    reason: .fieldValueInvalid))
        }
        spec.takeArchitecture(from: machine)
        // What does not fit the schema gets no defaults.
        let schema = spec.schemaCauses(at: field)
        guard schema.isEmpty else { return causes + schema }
        // As in a cluster, rules are for what the defaults make of the machine.
        spec = spec.withDefaults(
            host: configuration.defaultArchitecture, podInterface: configuration.defaultPodInterface)
        causes += spec.memoryRequest(at: field) + spec.architectureCauses(at: field, annotations: machine)
        return causes + spec.admission(at: field, under: configuration, annotations: machine)
            + spec.impossibleCauses(at: field)
    }

    /// Where a field of the template stands in the document that the fixture was made from.
    private func place(_ field: String) -> String { templateField.isEmpty ? field : "\(templateField).\(field)" }

    /// What the image's parts demand of each other.
    private func imageCauses() -> [StatusCause] {
        var causes: [StatusCause] = []
        if case .blank? = image?.source, image?.size == nil {
            causes.append(
                StatusCause(
                    field: "image.size",
                    message: "image.size: an empty disk has no size of its own; write how large it shall be",
                    reason: .fieldValueRequired))
        }
        if !customize.isEmpty, recipe == nil {
            causes.append(
                StatusCause(
                    field: "customize",
                    message: image == nil
                        ? "customize: there is no image to change; write image.source"
                        : "customize: an initramfs is no disk; its files are in image.source.initramfs.files",
                    reason: .fieldValueInvalid))
        }
        if let size = image?.size, size <= .zero {
            causes.append(
                StatusCause(
                    field: "image.size", message: "image.size: must be more than nothing", reason: .fieldValueInvalid))
        }
        return causes
    }

    /// Conditions that ask a guest to whom nobody may talk.
    private func talkativeConditions(_ annotations: Annotations) -> [StatusCause] {
        let (who, key) =
            switch (annotations.board, annotations.machine) {
            case (let board?, _): ("the program on \(board.rawValue)", Annotations.machineKey)
            case (nil, let type?) where !annotations.hasBus:
                ("a guest on a \(type) without a bus for ports", Annotations.machineKey)
            case (nil, _): ("a guest whose runs shall be the same", Annotations.repeatKey)
            }
        return ready.indices.filter { !ready[$0].isOfConsole }.map {
            StatusCause(
                field: "ready[\($0)]",
                message: "ready[\($0)]: nobody asks \(who); write console, or leave \(key) out",
                reason: .fieldValueInvalid)
        }
    }

    /// An image with a kernel of its own leaves no room for another one.
    private func kernelConflicts(_ machine: ObjectMeta) -> [StatusCause] {
        var fields: [String] = []
        if template.spec.domain.firmware?.kernelBoot?.container != nil {
            fields.append("\(place("spec")).domain.firmware.kernelBoot.container")
        }
        for key in [Annotations.kernelKey, Annotations.initrdKey] where machine.annotations?[key] != nil {
            fields.append("\(place("metadata")).annotations[\(key)]")
        }
        return fields.map {
            StatusCause(
                field: $0, message: "\($0) names a kernel, and so does image.source.initramfs; remove one",
                reason: .fieldValueInvalid)
        }
    }
}

extension ReadyCondition {
    /// Whether it is met by what the console shows alone.
    fileprivate var isOfConsole: Bool {
        switch self {
        case .console: true
        case .all(let group), .any(let group): group.of.allSatisfy(\.isOfConsole)
        default: false
        }
    }
}
