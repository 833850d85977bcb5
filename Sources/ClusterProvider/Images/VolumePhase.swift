import KubeVirt

/// How far a DataVolume is, in the words of CDI (`status.phase`).
enum VolumePhase: Sendable, Hashable {
    /// Waits for storage, or for whoever fills it.
    case coming
    /// Somebody may upload.
    case uploadReady
    case succeeded
    case failed

    init(_ volume: DataVolume) {
        switch volume.status?.phase {
        case "UploadReady": self = .uploadReady
        case "Succeeded": self = .succeeded
        case "Failed": self = .failed
        default: self = .coming
        }
    }
}

extension DataVolume {
    /// Its phase and what its conditions say, for people.
    var told: String {
        let phase = status?.phase.flatMap { $0.isEmpty ? nil : $0 } ?? "no phase yet"
        let words = (status?.conditions ?? []).filter { $0.status != "True" }.compactMap { condition -> String? in
            let parts = [condition.reason, condition.message].compactMap { $0.flatMap { $0.isEmpty ? nil : $0 } }
            return parts.isEmpty ? nil : "\(condition.type): \(parts.joined(separator: ": "))"
        }
        return words.isEmpty ? phase : "\(phase) (\(words.joined(separator: "; ")))"
    }

    /// Whether a condition says that something has gone wrong, or it has begun anew more often than that; it may pass.
    func isInTrouble(restarts: Int32) -> Bool {
        if (status?.restartCount ?? 0) > restarts { return true }
        // A quota that is used up is told as ‘Unknown’.
        return (status?.conditions ?? []).contains { $0.status != "True" && Self.troubles.contains($0.reason ?? "") }
    }

    private static let troubles: Set<String> = [
        "CloneFailed", "CloneValidationFailed", "CloneWithoutSource", "CrashLoopBackOff", "ErrClaimLost",
        "ErrClaimNotValid",
        "ErrExceededQuota", "ErrImagePull", "ErrResourceExists",
        "ErrUnableToClone", "Error", "ImagePullBackOff", "ImagePullFailed", "TransferFailed", "Unschedulable",
    ]
}
