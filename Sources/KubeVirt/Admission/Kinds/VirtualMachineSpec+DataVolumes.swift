extension VirtualMachineSpec {
    /// Templates of data volumes: filled in one way, and used. KubeVirt's paths call the list by one of them.
    func dataVolumeCauses(at field: String) -> [StatusCause] {
        guard let dataVolumeTemplates, !dataVolumeTemplates.isEmpty else { return [] }
        var used: Set<String> = []
        for volume in template.spec.volumes ?? [] {
            if let name = volume.persistentVolumeClaim?.claimName { used.insert(name) }
            if let name = volume.dataVolume?.name { used.insert(name) }
        }
        return dataVolumeTemplates.enumerated().compactMap { index, template in
            let place = "\(field).dataVolumeTemplate[\(index)]"
            if let cause = template.cause(at: place) { return cause }
            guard !used.contains(template.metadata?.name ?? "") else { return nil }
            return .required(
                "DataVolumeTemplate entry \(place) must be referenced in the VMI template's 'volumes' list", at: place)
        }
    }

    /// Data volumes of a virtual machine are in its own namespace.
    func namespaceCauses(at field: String, namespace: String?) -> [StatusCause] {
        let own = namespace ?? ""
        return (dataVolumeTemplates ?? []).enumerated().compactMap { index, template in
            let other = template.metadata?.namespace ?? ""
            guard !other.isEmpty, !own.isEmpty, other != own else { return nil }
            return .invalid(
                "Embedded DataVolume namespace \(other) differs from VM namespace \(own)",
                at: "\(field).dataVolumeTemplates[\(index)]")
        }
    }
}

extension VirtualMachineSpec.DataVolumeTemplateSpec {
    /// The first thing that is wrong with the template by itself.
    fileprivate func cause(at field: String) -> StatusCause? {
        if metadata?.name ?? "" == "" {
            return .required(
                "'name' field must not be empty for DataVolumeTemplate entry \(field).name.", at: field + ".name")
        }
        if spec.pvc == nil, spec.storage == nil {
            return .invalid("Missing Data volume PVC or Storage", at: field + ".PVC.Storage")
        }
        if spec.pvc != nil, spec.storage != nil {
            return .invalid(
                "Duplicate storage definition, both target storage and target pvc defined", at: field + ".PVC.Storage")
        }
        let isPopulated =
            spec.pvc.map { $0.dataSource != nil || $0.dataSourceRef != nil }
            ?? (spec.storage?.dataSource != nil || spec.storage?.dataSourceRef != nil)
        let isSourced = spec.source != nil || spec.sourceRef != nil
        if isPopulated, isSourced {
            return .invalid("External population is incompatible with Source and SourceRef", at: field + ".source")
        }
        if !isPopulated, !isSourced {
            return .invalid(
                "Data volume should have either Source, SourceRef, or be externally populated",
                at: field + ".source.sourceRef")
        }
        guard let source = spec.source else { return nil }
        return switch source.kinds {
        case 0: .invalid("Missing dataVolume valid source", at: field + ".source")
        case 1: nil
        default: .invalid("Multiple dataVolume sources", at: field + ".source")
        }
    }
}

extension DataVolumeSpec.Source {
    /// How many kinds of sources are named.
    fileprivate var kinds: Int {
        [
            blank != nil, gcs != nil, http != nil, imageio != nil, pvc != nil, registry != nil, s3 != nil,
            snapshot != nil, upload != nil, vddk != nil,
        ].filter(\.self).count
    }
}
