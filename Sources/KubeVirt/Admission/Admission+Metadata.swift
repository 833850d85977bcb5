extension ObjectMeta {
    /// Labels that only KubeVirt itself may set.
    private static let reservedLabels: Set<String> = [
        "kubevirt.io/created-by", "kubevirt.io/install-strategy", "kubevirt.io/migrationJobUID",
        "kubevirt.io/migrationTargetNodeName", "kubevirt.io/nodeName", "kubevirt.io/schedulable",
    ]

    /// What is wrong with name, labels and annotations.
    package func admission(
        at field: String, under configuration: ClusterConfiguration = ClusterConfiguration(), nameRequired: Bool = true
    ) -> [StatusCause] {
        nameCauses(at: "\(field).name", required: nameRequired)
            + labelCauses(at: "\(field).labels", under: configuration)
            + annotationCauses(at: "\(field).annotations", under: configuration)
    }

    private func nameCauses(at field: String, required: Bool) -> [StatusCause] {
        guard let name else {
            return required && generateName == nil ? [.required("name or generateName is required", at: field)] : []
        }
        return .from(at: field) { () throws(InvalidValue) in try ObjectName.validate(name) }
    }

    private func labelCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        guard let labels, !labels.isEmpty else { return [] }
        var causes: [StatusCause] = []
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
            causes += .from(at: field) { () throws(InvalidValue) in
                try ObjectName.validate(key: key)
                try ObjectName.validate(labelValue: value)
            }
        }
        if !configuration.requesterIsKubeVirt, labels.keys.contains(where: Self.reservedLabels.contains) {
            causes.append(
                .unsupported(
                    "creation of the following reserved kubevirt.io/ labels on a VMI object is prohibited", at: field))
        }
        return causes
    }

    private func annotationCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        guard let annotations, !annotations.isEmpty else { return [] }
        var causes: [StatusCause] = []
        for key in annotations.keys.sorted() {
            causes += .from(at: field) { () throws(InvalidValue) in try ObjectName.validate(key: key) }
        }
        for (key, gate, name) in [
            ("kubevirt.io/ignitiondata", FeatureGate.ignition, "ExperimentalIgnitionSupport"),
            ("hooks.kubevirt.io/hookSidecars", .sidecar, "sidecar"),
        ] {
            guard let value = annotations[key], !value.isEmpty, !configuration.isEnabled(gate) else { continue }
            causes.append(
                .invalid(
                    "\(name) feature gate is not enabled in kubevirt-config, invalid entry \(field).\(key)", at: field))
        }
        if annotations[Annotations.initrdKey] != nil, annotations[Annotations.kernelKey] == nil {
            causes.append(
                .invalid(
                    "\(Annotations.initrdKey) needs \(Annotations.kernelKey) beside it",
                    at: "\(field)[\(Annotations.initrdKey)]"))
        }
        return causes + Annotations.problems(in: self).map { .invalid($0.message, at: "\(field)[\($0.text)]") }
    }
}

extension [StatusCause] {
    fileprivate static func from(at field: String, _ check: () throws(InvalidValue) -> Void) -> [StatusCause] {
        do {
            try check()
            return []
        } catch {
            return [.invalid(error.message, at: field)]
        }
    }
}
