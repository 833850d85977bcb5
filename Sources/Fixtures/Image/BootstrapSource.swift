/// A distribution built here from its package archive, with a boot loader: a disk like any cloud image.
public struct BootstrapSource: Sendable, Hashable, Codable {
    /// Whose packages.
    public var distribution: Distribution
    /// The release's name in the archive, such as `bookworm` or `noble`.
    public var suite: String
    /// Addresses of archives; those that the host's own apt uses for this distribution when empty.
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
    }

    /// A distribution that can be built.
    public enum Distribution: String, Sendable, Hashable, Codable, CaseIterable {
        case debian
        case ubuntu
    }
}
