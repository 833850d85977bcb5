/// Identity and labels of an object, as in every Kubernetes kind (meta/v1 ObjectMeta).
public struct ObjectMeta: Sendable, Hashable, Codable {
    /// Free text for tools; those under `mayfly.dev/` are read by ``Annotations``.
    public var annotations: [String: String]?
    /// When the object came to be; set by who keeps it, never by who asks for it.
    public var creationTimestamp: Timestamp?
    /// Beginning of a name whose end is chosen when the object is created.
    public var generateName: String?
    /// Short values to select objects by.
    public var labels: [String: String]?
    /// Name, unique among its kind and namespace: a DNS-1123 subdomain.
    public var name: String?
    /// Space in which the name is unique.
    public var namespace: String?
    /// Objects whose end is this object's end.
    public var ownerReferences: [OwnerReference]?
    /// Unique identity over all time; set by who keeps the object.
    public var uid: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        annotations: [String: String]? = nil,
        creationTimestamp: Timestamp? = nil,
        generateName: String? = nil,
        labels: [String: String]? = nil,
        name: String? = nil,
        namespace: String? = nil,
        ownerReferences: [OwnerReference]? = nil,
        uid: String? = nil
    ) {
        self.annotations = annotations
        self.creationTimestamp = creationTimestamp
        self.generateName = generateName
        self.labels = labels
        self.name = name
        self.namespace = namespace
        self.ownerReferences = ownerReferences
        self.uid = uid
    }
}

extension ObjectMeta: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        [
            "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers", "generation", "managedFields",
            "resourceVersion", "selfLink",
        ]
    }
}
