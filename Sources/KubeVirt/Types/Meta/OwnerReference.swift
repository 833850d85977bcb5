/// An owner: once all owners are gone, the object goes too (meta/v1 OwnerReference).
public struct OwnerReference: Sendable, Hashable, Codable {
    /// API version of the owner.
    public var apiVersion: String
    /// Whether the owner waits for this object when it is deleted in the foreground.
    public var blockOwnerDeletion: Bool?
    /// Whether this owner manages the object.
    public var controller: Bool?
    /// Kind of the owner.
    public var kind: String
    /// Name of the owner.
    public var name: String
    /// Identity of the owner.
    public var uid: String

    /// A value with these fields; what is not given stays unset.
    public init(
        apiVersion: String,
        blockOwnerDeletion: Bool? = nil,
        controller: Bool? = nil,
        kind: String,
        name: String,
        uid: String
    ) {
        self.apiVersion = apiVersion
        self.blockOwnerDeletion = blockOwnerDeletion
        self.controller = controller
        self.kind = kind
        self.name = name
        self.uid = uid
    }
}
