extension VirtualMachineInstanceSpec {
    /// What is wrong with volumes by themselves; `field` is the list's own path.
    func volumeCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        guard let volumes, !volumes.isEmpty else { return [] }
        var causes: [StatusCause] = []
        var first: [String: Int] = [:]
        var (serviceAccounts, downwardMetrics, memoryDumps) = (0, 0, 0)
        for (index, volume) in volumes.enumerated() {
            if let other = first[volume.name] {
                causes.append(
                    .invalid(
                        "\(field)[\(index)] and \(field)[\(other)] must not have the same Name.",
                        at: "\(field)[\(index)].name"))
            } else {
                first[volume.name] = index
            }
            if volume.dataVolume?.name.isEmpty == true {
                causes.append(.required("DataVolume 'name' must be set", at: "\(field)[\(index)].name"))
            }
            if volume.sourceCount != 1 {
                causes.append(
                    .invalid(
                        "\(field)[\(index)] must have exactly one source type set", at: "\(field)[\(index)]"))
            }
            if let source = volume.cloudInitNoCloud {
                source.check("\(field)[\(index)].cloudInitNoCloud", &causes)
            } else if let source = volume.cloudInitConfigDrive {
                source.check("\(field)[\(index)].cloudInitConfigDrive", &causes)
            }
            volume.checkSources(field, index, configuration, &causes)
            if volume.serviceAccount != nil { serviceAccounts += 1 }
            if volume.downwardMetrics != nil { downwardMetrics += 1 }
            if volume.memoryDump != nil { memoryDumps += 1 }
        }
        for (count, kind) in [
            (serviceAccounts, "serviceAccount"), (downwardMetrics, "downwardMetric"), (memoryDumps, "memory dump"),
        ] where count > 1 {
            causes.append(.invalid("\(field) must have max one \(kind) volume set", at: field))
        }
        for (index, volume) in volumes.enumerated() {
            guard let path = volume.containerDisk?.path, !path.isEmpty else { continue }
            causes += Self.pathCauses(path, at: "\(field)[\(index)].containerDisk")
        }
        return causes
    }

    /// A path in an image: from its root, and as plain as can be but for a slash at the end.
    static func pathCauses(_ path: String, at field: @autoclosure () -> String) -> [StatusCause] {
        if path == "/" { return [.invalid("\(field()) must not point to root", at: field())] }
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path[...]
        // Two slashes are the root as well, and KubeVirt does not see it.
        if trimmed == "/" { return [] }
        let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0].isEmpty, parts.dropFirst().allSatisfy({ !["", ".", ".."].contains($0) }) else {
            return [
                .invalid("\(field()) must be an absolute path to a file without relative components", at: field())
            ]
        }
        return []
    }
}

extension VirtualMachineInstanceSpec.Volume {
    /// How many sources are set, of those that there are.
    fileprivate var sourceCount: Int {
        var count = 0
        if persistentVolumeClaim != nil { count += 1 }
        if sysprep != nil { count += 1 }
        if cloudInitNoCloud != nil { count += 1 }
        if cloudInitConfigDrive != nil { count += 1 }
        if containerDisk != nil { count += 1 }
        if ephemeral != nil { count += 1 }
        if emptyDisk != nil { count += 1 }
        if hostDisk != nil { count += 1 }
        if dataVolume != nil { count += 1 }
        if configMap != nil { count += 1 }
        if secret != nil { count += 1 }
        if downwardAPI != nil { count += 1 }
        if serviceAccount != nil { count += 1 }
        if downwardMetrics != nil { count += 1 }
        if memoryDump != nil { count += 1 }
        if containerPath != nil { count += 1 }
        return count
    }
}
