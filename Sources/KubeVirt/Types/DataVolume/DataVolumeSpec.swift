/// DataVolumeSpec defines the DataVolume type specification.
public struct DataVolumeSpec: Sendable, Hashable, Codable {
    /// Checkpoints is a list of DataVolumeCheckpoints, representing stages in a multistage import.
    public var checkpoints: [Checkpoint]?
    /// DataVolumeContentType options: "kubevirt", "archive".
    public var contentType: String?
    /// FinalCheckpoint indicates whether the current DataVolumeCheckpoint is the final checkpoint.
    public var finalCheckpoint: Bool?
    /// Preallocation controls whether storage for DataVolumes should be allocated in advance.
    public var preallocation: Bool?
    /// PriorityClassName for Importer, Cloner and Uploader pod.
    public var priorityClassName: String?
    /// PVC is the PVC specification.
    public var pvc: Core.PersistentVolumeClaimSpec?
    /// Account under which the pods run that import or take an upload.
    public var serviceAccountName: String?
    /// Source is the src of the data for the requested DataVolume.
    public var source: Source?
    /// SourceRef is an indirect reference to the source of data for the requested DataVolume.
    public var sourceRef: SourceRef?
    /// Storage is the requested storage specification.
    public var storage: StorageSpec?

    /// A value with these fields; what is not given stays unset.
    public init(
        checkpoints: [Checkpoint]? = nil,
        contentType: String? = nil,
        finalCheckpoint: Bool? = nil,
        preallocation: Bool? = nil,
        priorityClassName: String? = nil,
        pvc: Core.PersistentVolumeClaimSpec? = nil,
        serviceAccountName: String? = nil,
        source: Source? = nil,
        sourceRef: SourceRef? = nil,
        storage: StorageSpec? = nil
    ) {
        self.checkpoints = checkpoints
        self.contentType = contentType
        self.finalCheckpoint = finalCheckpoint
        self.preallocation = preallocation
        self.priorityClassName = priorityClassName
        self.pvc = pvc
        self.serviceAccountName = serviceAccountName
        self.source = source
        self.sourceRef = sourceRef
        self.storage = storage
    }
}
