import KubeVirt

/// A disk on a cluster of which machines get clones; one for each content and storage class of a namespace.
struct GoldenVolume: Sendable, Hashable {
    /// What the disk is: the digest of an image, or where it comes from.
    var content: String
    /// What it is called; the same for the same content.
    var name: String
    var size: Quantity
    /// The cluster's default one when nil.
    var storageClass: String?
    var source: DataVolumeSpec.Source

    /// What this host uploads.
    init(_ disk: SuppliedDisk, storageClass: String?) {
        self.init(
            content: "sha256:\(disk.digest)", key: disk.digest, size: .bytes(disk.virtualSize),
            storageClass: storageClass, source: .init(upload: .init()))
    }

    init(
        content: String, key: String, size: Quantity, storageClass: String?, source: DataVolumeSpec.Source
    ) {
        self.content = content
        // 128 bits; with the class there is room for pods that are called after it.
        name = "mayfly-image-\(key.prefix(32))" + (storageClass.map { "-\($0)" } ?? "")
        self.size = size
        self.storageClass = storageClass
        self.source = source
    }

    /// Whether somebody of ours has to bring the bytes.
    var isUploaded: Bool { source.upload != nil }

    func volume(process: String) -> DataVolume {
        DataVolume(
            metadata: ObjectMeta(
                annotations: [
                    RunLabels.content: content, Self.staysKey: "false",
                    // Nobody runs on it before it is full.
                    Self.bindsKey: "true",
                ], labels: RunLabels.labels(.image, process: process), name: name),
            spec: DataVolumeSpec(source: source, storage: storage))
    }

    /// A machine's own disk.
    func clone(_ name: String, in namespace: String, labels: [String: String]) -> DataVolume {
        var labels = labels
        labels[RunLabels.image] = self.name.label
        return DataVolume(
            metadata: ObjectMeta(annotations: [Self.staysKey: "false"], labels: labels, name: name),
            spec: DataVolumeSpec(
                source: .init(pvc: .init(name: self.name, namespace: namespace)), storage: storage))
    }

    private var storage: DataVolumeSpec.StorageSpec {
        .init(resources: .init(requests: ["storage": size]), storageClassName: storageClass)
    }

    /// Older CDI removes DataVolumes that are done, and with them what they say.
    private static let staysKey = "cdi.kubevirt.io/storage.deleteAfterCompletion"
    private static let bindsKey = "cdi.kubevirt.io/storage.bind.immediate.requested"
}

extension String {
    /// As a label's value, which has 63 characters at most.
    var label: String {
        var text = prefix(63)
        while let last = text.last, !last.isLetter && !last.isNumber { text.removeLast() }
        return String(text)
    }
}
