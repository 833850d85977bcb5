extension VirtualMachineInstanceSpec {
    /// What an API server refuses by KubeVirt's definitions, before any webhook is asked; in its words.
    func limitCauses(at field: String) -> [StatusCause] {
        let paths = (volumes ?? []).enumerated().compactMap { index, volume in
            ContainerPathVolumeSource.cause(
                ofLong: volume.containerPath?.path, "path", at: "\(field).volumes[\(index)].containerPath")
        }
        return [
            Self.cause(of: accessCredentials, "accessCredentials", at: field),
            Self.cause(of: networks, "networks", at: field),
            Self.cause(of: utilityVolumes, "utilityVolumes", at: field),
            Self.cause(of: volumes, "volumes", at: field),
        ].compactMap(\.self) + paths + domain.limitCauses(at: "\(field).domain")
    }
}

extension DomainSpec {
    func limitCauses(at field: String) -> [StatusCause] {
        [
            Devices.cause(of: devices.disks, "disks", at: "\(field).devices"),
            Devices.cause(of: devices.interfaces, "interfaces", at: "\(field).devices"),
            ReservedOverhead.cause(
                of: memory?.reservedOverhead?.memLock, "memLock", at: "\(field).memory.reservedOverhead"),
            Self.cause(of: rebootPolicy, "rebootPolicy", at: field),
        ].compactMap(\.self)
    }
}

extension VirtualMachineSpec {
    func limitCauses(at field: String) -> [StatusCause] {
        (dataVolumeTemplates ?? []).enumerated().flatMap { index, template in
            template.spec.limitCauses(at: "\(field).dataVolumeTemplates[\(index)].spec")
        } + template.spec.limitCauses(at: "\(field).template.spec")
    }
}

extension DataVolumeSpec {
    package func limitCauses(at field: String) -> [StatusCause] {
        [Self.cause(of: contentType, "contentType", at: field)].compactMap(\.self)
    }
}

extension LimitedFields {
    fileprivate static func cause<Item>(
        of list: [Item]?, _ name: String, at field: @autoclosure () -> String
    ) -> StatusCause? {
        guard let list, let most = fieldLimits[name]?.maxItems, list.count > most else { return nil }
        return StatusCause(
            field: "\(field()).\(name)", message: "Too many: \(list.count): must have at most \(most) items",
            reason: .fieldValueTooMany)
    }

    fileprivate static func cause(
        ofLong text: String?, _ name: String, at field: @autoclosure () -> String
    ) -> StatusCause? {
        guard let text, let most = fieldLimits[name]?.maxLength, text.unicodeScalars.count > most else { return nil }
        return StatusCause(
            field: "\(field()).\(name)", message: "Too long: may not be more than \(most) bytes",
            reason: .fieldValueTooLong)
    }

    fileprivate static func cause(
        of word: String?, _ name: String, at field: @autoclosure () -> String
    ) -> StatusCause? {
        guard let word, let known = fieldLimits[name]?.words, !known.contains(word) else { return nil }
        let words = known.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return .unsupported(
            "Unsupported value: \"\(word)\": supported values: \(words)", at: "\(field()).\(name)")
    }
}
