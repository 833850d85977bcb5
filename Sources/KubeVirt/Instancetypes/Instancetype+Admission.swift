extension VirtualMachineInstancetypeSpec {
    /// Why KubeVirt's webhook would refuse an instancetype of this spec; empty when it would be admitted.
    public func admission(at field: String = "spec") -> [StatusCause] {
        let percent = memory.overcommitPercent ?? 0
        let percentField = field + ".memory.overcommitPercent"
        var causes: [StatusCause] = []
        if !(0...100).contains(percent) {
            causes.append(
                .init(
                    field: percentField, message: "\(percentField) is \(percent); it must be 0 to 100",
                    reason: .fieldValueInvalid))
        }
        if percent != 0, memory.hugepages != nil {
            causes.append(
                .init(
                    field: percentField,
                    message:
                        "\(percentField) and \(field).memory.hugepages exclude each other: huge pages are all there",
                    reason: .fieldValueInvalid))
        }
        return causes
    }
}

extension VirtualMachinePreferenceSpec {
    private static let shapes = ["sockets", "cores", "threads", "spread", "any"]

    /// Why KubeVirt's webhook would refuse a preference of this spec; empty when it would be admitted.
    public func admission(at field: String = "spec") -> [StatusCause] {
        if let word = cpu?.preferredCPUTopology, !Self.isShape(word) {
            return [
                .init(
                    field: field + ".cpu.preferredCPUTopology",
                    message: "unknown preferredCPUTopology ‘\(word)’; known are \(Self.shapes.joined(separator: ", "))",
                    reason: .fieldValueInvalid)
            ]
        }
        guard spreads else { return [] }
        guard let across = CPUShape.Across(rawValue: spreadAcross) else {
            let known = CPUShape.Across.allCases.map(\.rawValue).joined(separator: ", ")
            return [
                .init(
                    field: field + ".cpu.spreadOptions.across",
                    message: "processors cannot be spread across ‘\(spreadAcross)’; known are \(known)",
                    reason: .fieldValueInvalid)
            ]
        }
        guard across == .coresThreads, spreadRatio != 2 else { return [] }
        return [
            .init(
                field: field + ".cpu.spreadOptions.ratio",
                message: "a core has two threads: the ratio of a spread across CoresThreads is 2, not \(spreadRatio)",
                reason: .fieldValueInvalid)
        ]
    }

    /// The older spelling, `preferSockets`, is known too.
    private static func isShape(_ word: String) -> Bool {
        shapes.contains { $0 == word || "prefer" + $0.prefix(1).uppercased() + $0.dropFirst() == word }
    }
}

extension VirtualMachineSpec {
    /// Why KubeVirt's mutating webhook would refuse how a VirtualMachine names its instancetype and preference.
    package func matcherCauses(at field: String = "spec") -> [StatusCause] {
        let instancetypeCauses = instancetype.map {
            Matcher(name: $0.name, kind: $0.kind, volume: $0.inferFromVolume, policy: $0.inferFromVolumeFailurePolicy)
                .causes(at: field + ".instancetype")
        }
        if let instancetypeCauses, !instancetypeCauses.isEmpty { return instancetypeCauses }
        return preference.map {
            Matcher(name: $0.name, kind: $0.kind, volume: $0.inferFromVolume, policy: $0.inferFromVolumeFailurePolicy)
                .causes(at: field + ".preference")
        } ?? []
    }

    /// What both matchers have in common.
    private struct Matcher {
        var name: String?
        var kind: String?
        var volume: String?
        var policy: String?

        func causes(at field: String) -> [StatusCause] {
            var causes: [StatusCause] = []
            let isNamed = name ?? "" != ""
            if volume ?? "" == "" {
                if !isNamed {
                    causes.append(
                        .init(
                            field: field, message: "\(field) needs a name, or inferFromVolume",
                            reason: .fieldValueNotFound))
                }
            } else {
                for (word, isSet) in [("name", isNamed), ("kind", kind ?? "" != "")] where isSet {
                    causes.append(
                        .init(
                            field: "\(field).\(word)",
                            message: "\(field).\(word) and inferFromVolume exclude each other",
                            reason: .fieldValueNotSupported))
                }
            }
            if let policy, policy != "Ignore", policy != "Reject" {
                causes.append(
                    .init(
                        field: field + ".inferFromVolumeFailurePolicy",
                        message: "inferFromVolumeFailurePolicy is ‘\(policy)’; it must be Ignore or Reject",
                        reason: .fieldValueInvalid))
            }
            return causes
        }
    }
}
