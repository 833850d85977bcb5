/// A distribution built here from its package archive, with a boot loader: a disk like any cloud image.
///
/// The packages of a disk are as old as the disk: it is built once and kept until it is removed or nobody asked for it in
/// a month.
public struct BootstrapSource: Sendable, Hashable, Codable {
    /// Whose packages.
    public var distribution: Distribution
    /// The release's name in the archive, such as `bookworm` or `noble`.
    public var suite: String
    /// Addresses of archives that have the suite; those that the host's own apt uses for this distribution when empty,
    /// with their suites for updates and security.
    public var mirrors: [String]
    /// Parts of the archive; the distribution's usual ones when empty.
    public var components: [String]
    /// The kernel's package; the distribution's small kernel for virtual machines when nil.
    public var kernel: String?
    /// Further packages.
    public var packages: [String]

    /// A source of these parts.
    public init(
        distribution: Distribution, suite: String, mirrors: [String] = [], components: [String] = [],
        kernel: String? = nil, packages: [String] = []
    ) {
        self.distribution = distribution
        self.suite = suite
        self.mirrors = mirrors
        self.components = components
        self.kernel = kernel
        self.packages = packages
    }

    /// Reads a source; what is absent has its default.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            distribution: try container.decode(Distribution.self, forKey: .distribution),
            suite: try container.decode(String.self, forKey: .suite),
            mirrors: try container.decodeIfPresent([String].self, forKey: .mirrors) ?? [],
            components: try container.decodeIfPresent([String].self, forKey: .components) ?? [],
            kernel: try container.decodeIfPresent(String.self, forKey: .kernel),
            packages: try container.decodeIfPresent([String].self, forKey: .packages) ?? [])
        func check(_ key: CodingKeys, _ values: [String], _ expectation: String, _ isMeant: (String) -> Bool) throws {
            guard let wrong = values.first(where: { !isMeant($0) }) else { return }
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "expected \(expectation), got ‘\(wrong)’")
        }
        try check(.suite, [suite], "a release's name such as bookworm", Self.isName)
        try check(.components, components, "parts of an archive such as main", Self.isName)
        try check(.packages, packages, "names of packages such as curl", Self.isName)
        try check(.kernel, kernel.map { [$0] } ?? [], "a package such as linux-image-amd64", Self.isName)
        try check(.mirrors, mirrors, "addresses of archives such as http://HOST/debian") { mirror in
            mirror.contains("://") && !mirror.utf8.contains { $0 <= 0x20 || $0 == 0x7F }
        }
    }

    /// Whether a text can be a name in an archive: it would otherwise be an option or several names to its tools.
    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "_"): true
            // A package of another architecture, of a version, of a suite; a suite below another.
            case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "/"): true
            default: false
            }
        }
    }

    /// A distribution that can be built.
    public enum Distribution: String, Sendable, Hashable, Codable, CaseIterable {
        case debian
        case ubuntu
    }
}
