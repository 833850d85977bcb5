import KubeVirt

/// Says that a process lives: coordination.k8s.io/v1 Lease, as far as we need it.
struct ProcessLease: KubernetesObject {
    static let apiVersion = "coordination.k8s.io/v1"
    static let kind = "Lease"

    struct Spec: Sendable, Hashable, Codable {
        /// For people: host and process.
        var holderIdentity: String?
        var leaseDurationSeconds: Int?
        var renewTime: MicroTime?
    }

    private(set) var apiVersion = Self.apiVersion
    private(set) var kind = Self.kind
    var metadata: ObjectMeta
    var spec: Spec

    init(metadata: ObjectMeta, spec: Spec) {
        self.metadata = metadata
        self.spec = spec
    }

    /// In a list the version and the kind are not said again.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(ObjectMeta.self, forKey: .metadata)
        spec = try container.decodeIfPresent(Spec.self, forKey: .spec) ?? Spec()
    }

    /// When it was renewed last, by the server's own clock: nobody's clock need be right.
    var renewed: Timestamp? {
        let times = (metadata.managedFields ?? []).compactMap(\.time) + [metadata.creationTimestamp].compactMap(\.self)
        return times.max()
    }

    /// Whether its process must be dead, at a time of the server's.
    func hasExpired(at now: Timestamp) -> Bool {
        guard let renewed else { return false }
        return now.secondsSinceEpoch - renewed.secondsSinceEpoch > Int64(spec.leaseDurationSeconds ?? 0)
    }
}

/// A moment as leases write it (meta/v1 MicroTime).
struct MicroTime: Sendable, Hashable, Codable {
    var text: String

    init(nanoseconds: UInt64) {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let whole = Timestamp(secondsSinceEpoch: Int64(seconds)).scalarText.dropLast()
        let digits = String(rest / 1000)
        text = "\(whole).\(String(repeating: "0", count: 6 - digits.count))\(digits)Z"
    }

    init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
