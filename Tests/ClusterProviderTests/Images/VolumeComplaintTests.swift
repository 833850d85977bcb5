import KubeVirt
import Testing

@testable import ClusterProvider

/// What CDI says when it makes no disk, and what we make of it.
@Suite struct VolumeComplaintTests {
    private func volume(_ reason: String, _ message: String = "", status: String = "False") -> DataVolume {
        var volume = DataVolume(
            metadata: ObjectMeta(name: "disk"),
            spec: DataVolumeSpec(source: .init(pvc: .init(name: "golden", namespace: "ci"))))
        volume.status = DataVolumeStatus(
            conditions: [.init(message: message, reason: reason, status: status, type: "Bound")], phase: "Pending")
        return volume
    }

    private func remedy(_ volume: DataVolume, _ warnings: [ClusterEvent] = []) -> String {
        VolumeComplaint.remedy(for: VolumeComplaint.of(volume, warnings: warnings), of: volume)
    }

    @Test(arguments: [
        ("CloneWithoutSource", "The source pvc golden doesn't exist", "kubectl delete datavolume golden"),
        ("CloneSourceInUse", "", "kubectl describe pvc golden"), ("ErrUnableToClone", "", "--storage-class"),
        ("CloneValidationFailed", "", "--cluster-image containerDisk"),
        ("ErrExceededQuota", "persistentvolumeclaims is forbidden", "kubectl describe quota"),
        ("", "disk is forbidden: exceeded quota: q", "mayfly gc --cluster"),
        (
            "ErrClaimNotValid", "DataVolume.storage spec is missing accessMode and no storageClass to choose profile",
            "MAYFLY_STORAGE_CLASS"
        ),
        ("ProvisioningFailed", "storageclass.storage.k8s.io \"gone\" not found", "kubectl get storageclass"),
        ("ProvisioningFailed", "no space left in the pool", "does not provide the volume"),
        ("ErrClaimLost", "Claim Lost", "kubectl delete datavolume disk"),
        ("Unschedulable", "", "kubectl describe pod"), ("ImagePullBackOff", "", "pulled"),
        ("Unheard", "of", "kubectl describe datavolume disk"),
    ])
    func `each reason has its remedy`(reason: String, message: String, names: String) {
        #expect(remedy(volume(reason, message)).contains(names))
    }

    @Test func `the first that is known counts, of the conditions and then of the newest warnings`() {
        let warnings = [
            ClusterEvent(metadata: ObjectMeta(), type: "Warning", reason: "ProvisioningFailed", message: "no space"),
            ClusterEvent(metadata: ObjectMeta(), type: "Warning", reason: "CloneWithoutSource", message: ""),
        ]
        #expect(remedy(volume("Pending", "PVC disk Pending"), warnings).contains("is gone"))
        #expect(remedy(volume("ErrExceededQuota"), warnings).contains("quota"))
    }

    @Test func `trouble is told by its reason, also where CDI is not sure`() {
        #expect(volume("CloneWithoutSource").isInTrouble(restarts: 0))
        #expect(volume("ErrExceededQuota", status: "Unknown").isInTrouble(restarts: 0))
        #expect(!volume("ErrExceededQuota", status: "True").isInTrouble(restarts: 0))
        #expect(!volume("NotFound", "No PVC found").isInTrouble(restarts: 0))
    }
}
