import KubeVirt
import Machines

extension Complaint {
    /// Whether waiting would not help.
    var isFinal: Bool { Self.final.contains(reason) }

    private static let final: Set<String> = ["InvalidImageName", "FailedPvcNotFound", "FailedDataVolumeImport"]

    /// What is wrong, and what to do about it.
    func error(of vmi: WantedVMI) -> MachineError {
        let code: MachineError.Code = reason == "FailedPvcNotFound" ? .notFound : .startFailed
        let said = message.isEmpty ? reason : "\(reason): \(message)"
        return MachineError(code, "the cluster does not start the machine: \(said)\n\(remedy(for: vmi))")
    }

    private func remedy(for vmi: WantedVMI) -> String {
        switch reason {
        case "Unschedulable", "FailedScheduling": return scheduling
        case "ErrImagePull", "ImagePullBackOff", "InvalidImageName":
            let images = (vmi.spec.volumes ?? []).compactMap(\.containerDisk?.image).joined(separator: ", ")
            return
                "No node can pull \(images.isEmpty ? "an image" : images): is the reference right, was it pushed, and "
                + "does the registry let the nodes in (imagePullSecret)?"
        case "FailedPvcNotFound":
            let claims = (vmi.spec.volumes ?? []).compactMap { $0.persistentVolumeClaim?.claimName }
            return "Make the claim \(claims.joined(separator: ", ")) in the machine's namespace first."
        case "FailedDataVolumeImport", "DataVolumeError":
            let volumes = (vmi.spec.volumes ?? []).compactMap { $0.dataVolume?.name }.joined(separator: ", ")
            return
                "The disk could not be filled: see ‘kubectl describe datavolume \(volumes)’ and its importer pod's log."
        case "FailedCreate" where message.contains("exceeded quota"):
            return "The namespace's quota is used up: end machines there, ask for less, or have it raised."
        case "FailedCreate" where message.contains("PodSecurity") || message.contains("violates"):
            return "The namespace's pod security forbids KubeVirt's launcher: have the namespace labelled "
                + "pod-security.kubernetes.io/enforce=privileged, or choose another one (-n)."
        case "FailedGuaranteeResources": return "Give memory.guest or resources.requests.memory, as KubeVirt asks."
        case "FailedMount", "CreateContainerConfigError":
            return "A volume cannot be had: are the secrets, config maps and claims that it names in the namespace?"
        default: return "See ‘kubectl describe vmi \(vmi.metadata.name ?? "")’ and the events there."
        }
    }

    private static let causes: [(String, String)] = [
        (
            "devices.kubevirt.io/kvm",
            "No node offers KVM: enable virtualization on the nodes, or have developerConfiguration.useEmulation set in the "
                + "KubeVirt object where slow machines do."
        ),
        ("Insufficient memory", "No node has that much memory free: ask for less (memory.guest), or add a node."),
        ("Insufficient cpu", "No node has that many processors free: ask for fewer (domain.cpu), or add a node."),
        ("hugepages", "No node has such huge pages free: leave memory.hugepages out, or have nodes set up with them."),
        ("unbound immediate", "A claim has no volume: is there a storage class, and can it provide such a volume?"),
        ("node affinity", "No node matches: look at nodeSelector and affinity in the template."),
        ("node selector", "No node matches: look at nodeSelector and affinity in the template."),
        ("untolerated taint", "The nodes that would do are reserved: add tolerations to the template."),
        ("no nodes available", "The cluster has no node that takes pods."),
    ]

    private var scheduling: String {
        let known = Self.causes.filter { message.contains($0.0) }.map(\.1)
        var told: [String] = []
        for remedy in known where !told.contains(remedy) { told.append(remedy) }
        return told.isEmpty ? "No node takes it: the scheduler's words say why." : told.joined(separator: " ")
    }
}
