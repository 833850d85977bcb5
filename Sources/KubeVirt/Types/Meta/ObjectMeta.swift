/// Identity and labels of an object, as in every Kubernetes kind (meta/v1 ObjectMeta).
public struct ObjectMeta: Sendable, Hashable, Codable {
    /// Free text for tools; those under `mayfly.dev/` are read by ``Annotations``.
    public var annotations: [String: String]?
    /// When the object came to be; set by who keeps it, never by who asks for it.
    public var creationTimestamp: Timestamp?
    /// Number of seconds allowed for this object to gracefully terminate before it will be removed from the system.
    ///
    /// Only set when deletionTimestamp is also set. May only be shortened. Read-only.
    public var deletionGracePeriodSeconds: Int64?
    /// DeletionTimestamp is RFC 3339 date and time at which this resource will be deleted.
    ///
    /// This field is set by the server when a graceful deletion is requested by the user, and is not directly settable
    /// by a client. The resource is expected to be deleted (no longer visible from resource lists, and not reachable by
    /// name) after the time in this field, once the finalizers list is empty. As long as the finalizers list contains
    /// items, deletion is blocked. Once the deletionTimestamp is set, this value may not be unset or be set further
    /// into the future, although it may be shortened or the resource may be deleted prior to this time. For example, a
    /// user may request that a pod is deleted in 30 seconds. The Kubelet will react by sending a graceful termination
    /// signal to the containers in the pod. After that 30 seconds, the Kubelet will send a hard termination signal
    /// (SIGKILL) to the container and after cleanup, remove the pod from the API. In the presence of network
    /// partitions, this object may still exist after this timestamp, until an administrator or automated process can
    /// determine the resource is fully terminated. If not set, graceful deletion of the object has not been requested.
    ///
    /// Populated by the system when a graceful deletion is requested. Read-only. More info:
    /// https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata.
    public var deletionTimestamp: Timestamp?
    /// Must be empty before the object is deleted from the registry.
    ///
    /// Each entry is an identifier for the responsible component that will remove the entry from the list. If the
    /// deletionTimestamp of the object is non-nil, entries in this list can only be removed. Finalizers may be
    /// processed and removed in any order. Order is NOT enforced because it introduces significant risk of stuck
    /// finalizers. finalizers is a shared field, any actor with permission can reorder it. If the finalizer list is
    /// processed in order, then this can lead to a situation in which the component responsible for the first finalizer
    /// in the list is waiting for a signal (field value, external system, or other) produced by a component responsible
    /// for a finalizer later in the list, resulting in a deadlock. Without enforced ordering finalizers are free to
    /// order amongst themselves and are not vulnerable to ordering changes in the list.
    public var finalizers: [String]?
    /// Beginning of a name whose end is chosen when the object is created.
    public var generateName: String?
    /// A sequence number representing a specific generation of the desired state.
    ///
    /// Populated by the system. Read-only.
    public var generation: Int64?
    /// Short values to select objects by.
    public var labels: [String: String]?
    /// ManagedFields maps workflow-id and version to the set of fields that are managed by that workflow.
    ///
    /// This is mostly for internal housekeeping, and users typically shouldn't need to set or understand this field. A
    /// workflow can be the user's name, a controller's name, or the name of a specific apply path like "ci-cd". The set
    /// of fields is always in the version that the workflow used when modifying the object.
    public var managedFields: [ManagedFieldsEntry]?
    /// Name, unique among its kind and namespace: a DNS-1123 subdomain.
    public var name: String?
    /// Space in which the name is unique.
    public var namespace: String?
    /// Objects whose end is this object's end.
    public var ownerReferences: [OwnerReference]?
    /// An opaque value that represents the internal version of this object that can be used by clients to determine
    /// when objects have changed.
    ///
    /// May be used for optimistic concurrency, change detection, and the watch operation on a resource or set of
    /// resources. Clients must treat these values as opaque and passed unmodified back to the server. They may only be
    /// valid for a particular resource or set of resources.
    ///
    /// Populated by the system. Read-only. Value must be treated as opaque by clients and . More info:
    /// https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#concurrency-control-and-consistency.
    public var resourceVersion: String?
    /// Deprecated: selfLink is a legacy read-only field that is no longer populated by the system.
    public var selfLink: String?
    /// Unique identity over all time; set by who keeps the object.
    public var uid: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        annotations: [String: String]? = nil,
        creationTimestamp: Timestamp? = nil,
        deletionGracePeriodSeconds: Int64? = nil,
        deletionTimestamp: Timestamp? = nil,
        finalizers: [String]? = nil,
        generateName: String? = nil,
        generation: Int64? = nil,
        labels: [String: String]? = nil,
        managedFields: [ManagedFieldsEntry]? = nil,
        name: String? = nil,
        namespace: String? = nil,
        ownerReferences: [OwnerReference]? = nil,
        resourceVersion: String? = nil,
        selfLink: String? = nil,
        uid: String? = nil
    ) {
        self.annotations = annotations
        self.creationTimestamp = creationTimestamp
        self.deletionGracePeriodSeconds = deletionGracePeriodSeconds
        self.deletionTimestamp = deletionTimestamp
        self.finalizers = finalizers
        self.generateName = generateName
        self.generation = generation
        self.labels = labels
        self.managedFields = managedFields
        self.name = name
        self.namespace = namespace
        self.ownerReferences = ownerReferences
        self.resourceVersion = resourceVersion
        self.selfLink = selfLink
        self.uid = uid
    }
}

extension ObjectMeta: MergedLists {
    package static let mergedLists: [String: ListMerge] = ["finalizers": .set, "ownerReferences": .map(by: ["uid"])]
}
