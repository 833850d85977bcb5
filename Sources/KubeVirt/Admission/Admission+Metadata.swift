extension ObjectMeta {
    /// Labels that only KubeVirt itself may set.
    private static let reservedLabels: Set<String> = [
        "kubevirt.io/created-by", "kubevirt.io/install-strategy", "kubevirt.io/migrationJobUID",
        "kubevirt.io/migrationTargetNodeName", "kubevirt.io/nodeName", "kubevirt.io/schedulable",
    ]

    /// Annotations by which KubeVirt changes the machine: to pass over them would drop them in silence.
    private static let unsupportedAnnotations: Set<String> = [
        "alpha.kubevirt.io/EmulatorThreadCompleteToEvenParity", "hooks.kubevirt.io/hookSidecars",
        "kubevirt.io/disablePCIHole64", "kubevirt.io/ignitiondata",
    ]

    /// What is wrong with name, labels and annotations.
    package func admission(
        at field: String, under configuration: ClusterConfiguration = ClusterConfiguration(), nameRequired: Bool = true
    ) -> [StatusCause] {
        nameCauses(at: field + ".name", required: nameRequired) + labelCauses(at: field + ".labels")
            + annotationCauses(at: field + ".annotations")
    }

    private func nameCauses(at field: String, required: Bool) -> [StatusCause] {
        guard let name else {
            return required && generateName == nil ? [.required("name or generateName is required", at: field)] : []
        }
        return .from(at: field) { () throws(InvalidValue) in try ObjectName.validate(name) }
    }

    private func labelCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (key, value) in (labels ?? [:]).sorted(by: { $0.key < $1.key }) {
            causes += .from(at: field) { () throws(InvalidValue) in
                try ObjectName.validate(key: key)
                try ObjectName.validate(labelValue: value)
            }
        }
        if !Self.reservedLabels.isDisjoint(with: (labels ?? [:]).keys) {
            causes.append(
                StatusCause(
                    field: field,
                    message: "creation of the following reserved kubevirt.io/ labels on a VMI object is prohibited",
                    reason: .fieldValueNotSupported))
        }
        return causes
    }

    private func annotationCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for key in (annotations ?? [:]).keys.sorted() {
            causes += .from(at: field) { () throws(InvalidValue) in try ObjectName.validate(key: key) }
            if Self.unsupportedAnnotations.contains(key) {
                causes.append(
                    StatusCause(
                        field: "\(field)[\(key)]",
                        message:
                            "annotation ‘\(key)’ is known to KubeVirt, but not supported by this version; remove it",
                        reason: .fieldValueNotSupported))
            }
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
