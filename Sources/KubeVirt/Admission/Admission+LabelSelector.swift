extension LabelSelector {
    /// Kubernetes' rules for choosing objects by their labels.
    func causes(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (key, value) in (matchLabels ?? [:]).sorted(by: { $0.key < $1.key }) {
            causes += .labelName(key, at: "\(field).matchLabels")
            causes += .labelValue(value, at: "\(field).matchLabels")
        }
        for (index, requirement) in (matchExpressions ?? []).enumerated() {
            let place = "\(field).matchExpressions[\(index)]"
            let isEmpty = requirement.values?.isEmpty ?? true
            switch requirement.operator {
            case "In", "NotIn":
                if isEmpty {
                    causes.append(
                        .kubernetes("must be specified when `operator` is 'In' or 'NotIn'", at: "\(place).values"))
                }
            case "Exists", "DoesNotExist":
                if !isEmpty {
                    causes.append(
                        .kubernetes(
                            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'", at: "\(place).values")
                    )
                }
            default: causes.append(.kubernetes("not a valid selector operator", at: "\(place).operator"))
            }
            causes += .labelName(requirement.key, at: "\(place).key")
            for (index, value) in (requirement.values ?? []).enumerated() {
                causes += .labelValue(value, at: "\(place).values[\(index)]")
            }
        }
        return causes
    }
}

extension StatusCause {
    /// One of Kubernetes' own rules, which KubeVirt reports as invalid whatever it is.
    static func kubernetes(_ message: String, at field: String) -> StatusCause {
        .invalid("\(field): \(message)", at: field)
    }
}

extension [StatusCause] {
    static func labelName(_ name: String, at field: String) -> [StatusCause] {
        .problem(at: field) { () throws(InvalidValue) in try ObjectName.validate(key: name) }
    }

    static func labelValue(_ value: String, at field: String) -> [StatusCause] {
        .problem(at: field) { () throws(InvalidValue) in try ObjectName.validate(labelValue: value) }
    }

    private static func problem(at field: String, _ check: () throws(InvalidValue) -> Void) -> [StatusCause] {
        do {
            try check()
            return []
        } catch {
            return [.kubernetes(error.message, at: field)]
        }
    }
}
