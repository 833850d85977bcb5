import Spelling

/// What a machine says beyond KubeVirt's fields: its annotations under `mayfly.dev/`, read strictly.
///
/// | annotation | meaning | local | cluster |
/// | --- | --- | --- | --- |
/// | `mayfly.dev/kernel` | absolute path of a kernel on the host, booted directly | yes | refused |
/// | `mayfly.dev/initrd` | absolute path of the initramfs that goes with it | yes | refused |
public struct Annotations: Sendable, Hashable {
    /// Beginning of our keys; keys of others are left alone.
    public static let prefix = "mayfly.dev/"
    /// Key of ``kernel``.
    public static let kernelKey = prefix + "kernel"
    /// Key of ``initrd``.
    public static let initrdKey = prefix + "initrd"

    static let known = [initrdKey, kernelKey]

    /// Absolute path of a kernel on the host; local back end only.
    public var kernel: String?
    /// Absolute path of the initramfs on the host; local back end only.
    public var initrd: String?

    /// Annotations of these values.
    public init(kernel: String? = nil, initrd: String? = nil) {
        self.kernel = kernel
        self.initrd = initrd
    }

    /// Reads the annotations of an object; the first of its ``problems(in:)`` is thrown.
    public init(_ metadata: ObjectMeta) throws(InvalidValue) {
        if let problem = Self.problems(in: metadata).first { throw problem }
        kernel = metadata.annotations?[Self.kernelKey]
        initrd = metadata.annotations?[Self.initrdKey]
    }

    /// Everything that is wrong with our annotations of an object, by key.
    public static func problems(in metadata: ObjectMeta) -> [InvalidValue] {
        let ours = (metadata.annotations ?? [:]).filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
        return ours.compactMap { key, value in
            guard known.contains(key) else {
                let hint =
                    suggestion(for: key, among: known).map { "did you mean ‘\($0)’?" }
                    ?? "known are \(known.joined(separator: ", "))"
                return InvalidValue(.annotation, "unknown annotation ‘\(key)’; \(hint)", text: key)
            }
            guard value.hasPrefix("/"), !value.utf8.contains(0) else {
                return InvalidValue(
                    .annotation, "annotation ‘\(key)’ must be an absolute path on the host, got ‘\(value)’", text: key)
            }
            return nil
        }
    }

    /// Writes the annotations into an object; those that are nil are removed.
    public func apply(to metadata: inout ObjectMeta) {
        var annotations = metadata.annotations ?? [:]
        annotations[Self.kernelKey] = kernel
        annotations[Self.initrdKey] = initrd
        metadata.annotations = annotations.isEmpty ? nil : annotations
    }
}
