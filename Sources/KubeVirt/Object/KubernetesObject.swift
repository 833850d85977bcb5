/// A kind of object that a cluster keeps: version, kind and metadata around what is its own.
public protocol KubernetesObject: Sendable, Hashable, Codable {
    /// Group and version, such as `kubevirt.io/v1`.
    static var apiVersion: String { get }
    /// The kind's name, such as `VirtualMachine`.
    static var kind: String { get }
    /// Name, labels and annotations.
    var metadata: ObjectMeta { get set }
}

extension KeyedDecodingContainer {
    /// Refuses a field that has another value than this one.
    package func require(_ value: String, forKey key: Key) throws {
        guard let found = try decodeIfPresent(String.self, forKey: key), found != value else { return }
        throw DecodingError.dataCorruptedError(
            forKey: key, in: self, debugDescription: "expected ‘\(value)’, got ‘\(found)’")
    }
}
