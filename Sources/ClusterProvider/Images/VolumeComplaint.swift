import KubeVirt

/// Why CDI does not make a disk, in one of the places where it says so (CDI's `pkg/controller`, and the kubelet's and the
/// storage's own words about the claim).
struct VolumeComplaint: Sendable, Hashable {
    /// A word for programs, such as `ErrExceededQuota`.
    var reason: String
    var message: String

    /// All that is said, the conditions first and then the newest warning.
    static func of(_ volume: DataVolume, warnings: [ClusterEvent] = []) -> [VolumeComplaint] {
        let conditions = (volume.status?.conditions ?? []).filter { $0.status != "True" }.map {
            VolumeComplaint(reason: $0.reason ?? "", message: $0.message ?? "")
        }
        let events = warnings.reversed().map { VolumeComplaint(reason: $0.reason ?? "", message: $0.message ?? "") }
        return conditions + events
    }

    /// What to do about the first one that we know; what helps with any, otherwise.
    static func remedy(for all: [VolumeComplaint], of volume: DataVolume) -> String {
        all.lazy.compactMap { $0.remedy(for: volume) }.first
            ?? "See ‘kubectl describe datavolume \(volume.metadata.name ?? "")’ and the pods beside it. Is there room in the "
            + "storage class (--storage-class), and in the namespace's quota?"
    }

    private func remedy(for volume: DataVolume) -> String? {
        let name = volume.metadata.name ?? ""
        let source = volume.spec.source?.pvc?.name ?? "its source"
        switch reason {
        case "CloneWithoutSource":
            return
                "The image \(source), of which it is a clone, is gone: somebody has deleted it. Run it again, and the "
                + "image is made anew; should it be gone then, too, delete what is left of it (kubectl delete datavolume "
                + "\(source))."
        case "CloneSourceInUse", "SmartCloneSourceInUse", "CSICloneSourceInUse", "HostAssistedCloneSourceInUse":
            return
                "A pod still has the image \(source), which cannot be cloned meanwhile: see which (kubectl describe pvc "
                + "\(source)), and end it."
        case "ErrUnableToClone", "CloneValidationFailed", "CloneFailed":
            return "The storage makes no such clone: have the image and its clones in another class (--storage-class), "
                + "or have machines pull it (--cluster-image containerDisk:HOST/REPOSITORY)."
        case "ErrClaimLost":
            return "Its claim has lost its volume: delete it (kubectl delete datavolume \(name)), and run again."
        case "Unschedulable":
            return
                "No node takes the pod that fills it: see its scheduler's words (kubectl describe pod, beside the claim "
                + "\(name))."
        case "ErrImagePull", "ImagePullBackOff", "ImagePullFailed":
            return "An image cannot be pulled: the fixture's (is its address right, and is it public?), or CDI's own."
        default: return storageRemedy
        }
    }

    /// Many reasons are said of storage; the words tell them apart.
    private var storageRemedy: String? {
        let words = message.lowercased()
        if reason == "ErrExceededQuota" || words.contains("exceeded quota") {
            return "The namespace's quota of storage is used up (kubectl describe quota): end machines there, remove "
                + "images that nobody needs (mayfly gc --cluster --older-than 1d), ask for less (image.size), or have it "
                + "raised."
        }
        if words.contains("storageclass") || words.contains("storage class") {
            return
                "Its storage class is not there, or there is no default one (kubectl get storageclass): name one that "
                + "is (--storage-class NAME or MAYFLY_STORAGE_CLASS)."
        }
        guard reason == "ProvisioningFailed" || words.contains("failed to provision") else { return nil }
        return "The storage class does not provide the volume, and says why: is there room, and may it be so large? "
            + "Another one is chosen by --storage-class."
    }
}
