import Spelling

/// What a machine says beyond KubeVirt's fields: its annotations under `mayfly.dev/`, read strictly.
///
/// | annotation | meaning | local | cluster |
/// | --- | --- | --- | --- |
/// | `mayfly.dev/kernel` | absolute path of a kernel on the host, booted directly | yes | refused |
/// | `mayfly.dev/initrd` | absolute path of the initramfs that goes with it | yes | refused |
/// | `mayfly.dev/network-policy` | `none`, `isolated` or `outbound`: ``NetworkPolicy`` | yes | `outbound` only |
/// | `mayfly.dev/offer-host` | `proxy`, `certificates` or both: ``HostOffers`` | yes | refused |
public struct Annotations: Sendable, Hashable {
    /// Beginning of our keys; keys of others are left alone.
    public static let prefix = "mayfly.dev/"
    /// Key of ``kernel``.
    public static let kernelKey = prefix + "kernel"
    /// Key of ``initrd``.
    public static let initrdKey = prefix + "initrd"

    /// Key of ``networkPolicy``.
    public static let networkPolicyKey = prefix + "network-policy"
    /// Key of ``hostOffers``.
    public static let hostOffersKey = prefix + "offer-host"

    static let known = [initrdKey, kernelKey, networkPolicyKey, hostOffersKey]

    /// Absolute path of a kernel on the host; local back end only.
    public var kernel: String?
    /// Absolute path of the initramfs on the host; local back end only.
    public var initrd: String?
    /// How far the network reaches; `outbound` when unset.
    public var networkPolicy: NetworkPolicy?
    /// Settings of the host offered to the guest; a proxy only with a network that reaches it.
    public var hostOffers: HostOffers

    /// Annotations of these values.
    public init(
        kernel: String? = nil, initrd: String? = nil, networkPolicy: NetworkPolicy? = nil, hostOffers: HostOffers = []
    ) {
        self.kernel = kernel
        self.initrd = initrd
        self.networkPolicy = networkPolicy
        self.hostOffers = hostOffers
    }

    /// Reads the annotations of an object; the first of its ``problems(in:)`` is thrown.
    public init(_ metadata: ObjectMeta) throws(InvalidValue) {
        if let problem = Self.problems(in: metadata).first { throw problem }
        kernel = metadata.annotations?[Self.kernelKey]
        initrd = metadata.annotations?[Self.initrdKey]
        networkPolicy = metadata.annotations?[Self.networkPolicyKey].flatMap(NetworkPolicy.init(rawValue:))
        var unknown: String?
        hostOffers = metadata.annotations?[Self.hostOffersKey].map { HostOffers($0, unknown: &unknown) } ?? []
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
            return problem(of: key, value, beside: metadata.annotations ?? [:]).map {
                InvalidValue(.annotation, "annotation ‘\(key)’ \($0)", text: key)
            }
        }
    }

    private static func problem(of key: String, _ value: String, beside others: [String: String]) -> String? {
        switch key {
        case networkPolicyKey:
            let words = NetworkPolicy.allCases.map(\.rawValue)
            guard !words.contains(value) else { return nil }
            let hint = suggestion(for: value, among: words).map { "; did you mean ‘\($0)’?" } ?? ""
            return "must be one of \(words.joined(separator: ", ")), got ‘\(value)’" + hint
        case hostOffersKey:
            var unknown: String?
            let offers = HostOffers(value, unknown: &unknown)
            let words = HostOffers.words.map(\.0)
            if let unknown {
                let hint = suggestion(for: unknown, among: words).map { "; did you mean ‘\($0)’?" } ?? ""
                return "must be a comma list of \(words.joined(separator: ", ")), each once, got ‘\(unknown)’" + hint
            }
            if offers.contains(.proxy), let policy = others[networkPolicyKey], policy != NetworkPolicy.outbound.rawValue
            {
                return "offers a proxy that the guest cannot reach under the network policy ‘\(policy)’; "
                    + "leave ‘proxy’ out, or set \(networkPolicyKey) to outbound"
            }
            return nil
        default:
            guard value.hasPrefix("/"), !value.utf8.contains(0) else {
                return "must be an absolute path on the host, got ‘\(value)’"
            }
            return nil
        }
    }

    /// Writes the annotations into an object; those that are nil are removed.
    public func apply(to metadata: inout ObjectMeta) {
        var annotations = metadata.annotations ?? [:]
        annotations[Self.kernelKey] = kernel
        annotations[Self.initrdKey] = initrd
        annotations[Self.networkPolicyKey] = networkPolicy?.rawValue
        annotations[Self.hostOffersKey] = hostOffers.isEmpty ? nil : hostOffers.text
        metadata.annotations = annotations.isEmpty ? nil : annotations
    }
}
