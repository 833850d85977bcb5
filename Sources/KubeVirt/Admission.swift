extension VirtualMachineInstance {
    /// Why the machine would be refused, in the words of KubeVirt's webhook; empty when it would be admitted.
    public func admission() -> [StatusCause] {
        metadata.admission(at: "metadata") + spec.admission(at: "spec", annotations: metadata)
    }
}

extension ObjectMeta {
    /// What is wrong with name, labels and our annotations.
    package func admission(at field: String, nameRequired: Bool = true) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let name {
            causes += .from(at: field + ".name") { () throws(InvalidValue) in try ObjectName.validate(name) }
        } else if nameRequired, generateName == nil {
            causes.append(.required("name or generateName is required", at: field + ".name"))
        }
        for (key, value) in (labels ?? [:]).sorted(by: { $0.key < $1.key }) {
            causes += .from(at: field + ".labels") { () throws(InvalidValue) in
                try ObjectName.validate(key: key)
                try ObjectName.validate(labelValue: value)
            }
        }
        for key in (annotations ?? [:]).keys.sorted() {
            causes += .from(at: field + ".annotations") { () throws(InvalidValue) in
                try ObjectName.validate(key: key)
            }
        }
        return causes + Annotations.problems(in: self).map {
            .invalid($0.message, at: "\(field).annotations[\($0.text)]")
        }
    }
}

extension VirtualMachineInstanceSpec {
    /// Why this spec would be refused; `field` is where it stands.
    package func admission(at field: String, annotations: ObjectMeta = ObjectMeta()) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let architecture, !Architecture.supported.contains(architecture) {
            let known = Architecture.supported.map(\.rawValue).joined(separator: ", ")
            causes.append(
                .init(
                    field: field + ".architecture",
                    message: "architecture \(architecture.rawValue) is not supported (known: \(known))",
                    reason: .fieldValueNotSupported))
        }
        if let seconds = terminationGracePeriodSeconds, seconds < 0 {
            causes.append(
                .invalid("\(field).terminationGracePeriodSeconds must not be negative",
                    at: field + ".terminationGracePeriodSeconds"))
        }
        let domainField = field + ".domain"
        causes += domain.resourceCauses(at: domainField)
        causes += domain.memoryCauses(at: domainField)
        causes += domain.topologyCauses(at: domainField, architecture: architecture, spec: field)
        causes += domain.kernelCauses(at: domainField + ".firmware.kernelBoot", annotations: annotations)
        causes += domain.clockCauses(at: domainField + ".clock")
        return causes
    }
}

extension StatusCause {
    static func invalid(_ message: String, at field: String?) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueInvalid)
    }

    static func required(_ message: String, at field: String?) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueRequired)
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
