package import KubeVirt

extension VirtualMachineInstance {
    /// The directory of the host that the guest mounts for its root.
    package var sharedRoot: SharedRoot? { (try? Annotations(metadata))?.sharedRoot }

    /// A directory that this host cannot show.
    func refuseSharedRoot(on host: SingleHost, _ refusals: inout Refusals) {
        guard sharedRoot?.way == .virtiofs, let lack = host.lackOfReadOnlyShares else { return }
        refusals.causes.append(
            StatusCause(
                field: "metadata.annotations[\(Annotations.rootKey)]",
                message: "no directory can be shown by virtiofs so that nobody can write to it: \(lack); write 9p",
                reason: .fieldValueNotSupported))
    }
}
