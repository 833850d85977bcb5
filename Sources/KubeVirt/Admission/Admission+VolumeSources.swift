extension VirtualMachineInstanceSpec.Volume {
    /// What is wrong with sources that name something of the cluster or of the node.
    func checkSources(
        _ list: String, _ index: Int, _ configuration: ClusterConfiguration, _ causes: inout [StatusCause]
    ) {
        if downwardMetrics != nil, !configuration.isEnabled(.downwardMetrics) {
            causes.append(
                .invalid(
                    "downwardMetrics disks are not allowed: DownwardMetrics feature gate is not enabled.",
                    at: "\(list)[\(index)]"))
        }
        if let hostDisk { hostDisk.check("\(list)[\(index)]", configuration, &causes) }
        for (name, part) in [
            (configMap.map { $0.name ?? "" }, "configMap.name"),
            (secret.map { $0.secretName ?? "" }, "secret.secretName"),
            (serviceAccount.map { $0.serviceAccountName ?? "" }, "serviceAccount.serviceAccountName"),
        ] where name?.isEmpty == true {
            let field = "\(list)[\(index)].\(part)"
            causes.append(.invalid("\(field) is a required field", at: field))
        }
    }
}

extension VirtualMachineInstanceSpec.HostDisk {
    fileprivate func check(_ field: String, _ configuration: ClusterConfiguration, _ causes: inout [StatusCause]) {
        if !configuration.isEnabled(.hostDisk) {
            causes.append(.invalid("HostDisk feature gate is not enabled", at: field))
        }
        let field = field + ".hostDisk"
        if path.isEmpty {
            causes.append(.notFound("\(field).path is required for hostDisk volume", at: field + ".path"))
        }
        if type != "Disk", type != "DiskOrCreate" {
            causes.append(
                .invalid(
                    "\(field).type has invalid value '\(type)', allowed are 'Disk' or 'DiskOrCreate'",
                    at: field + ".type"))
        }
        // A disk that is there has its size.
        if type == "Disk", let capacity, capacity != .zero {
            causes.append(
                .invalid(
                    "\(field).capacity is allowed to pass only with \(field).type equal to 'DiskOrCreate'",
                    at: field + ".capacity"))
        }
    }
}
