extension VirtualMachineInstanceMigration {
    /// Why a cluster with this configuration would refuse the migration, whatever its machine is and does.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        if spec.vmiName ?? "" == "" { return [.required("vmiName is missing", at: "spec.vmiName")] }
        if spec.priority != nil, !configuration.requesterIsKubeVirt {
            return [
                .forbidden(
                    "Migration priority queue, only virt-controller is allowed to set priority field",
                    at: "spec.migrationPriority")
            ]
        }
        guard spec.sendTo != nil || spec.receive != nil else { return [] }
        if !configuration.isEnabled(.decentralizedLiveMigration) {
            return [
                .unsupported("DecentralizedLiveMigration feature gate is not enabled in kubevirt resource", at: nil)
            ]
        }
        if let sendTo = spec.sendTo, let receive = spec.receive, sendTo.migrationID != receive.migrationID {
            return [
                .invalid(
                    "sendTo migrationID \(sendTo.migrationID) does not match receive migrationID "
                        + "\(receive.migrationID)", at: nil)
            ]
        }
        return []
    }
}
