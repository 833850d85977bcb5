public import KubeVirt

/// Where a machine's disk or initramfs comes from.
public struct FixtureImage: Sendable, Hashable, Codable {
    /// What the volume with the image is called in the machine; a template may list a disk of that name.
    public static let volume = "root"

    /// The one source.
    public var source: ImageSource
    /// The size of each machine's disk, to which its root file system grows at first boot; the image's own when nil.
    public var size: Quantity?

    /// An image from this source.
    public init(source: ImageSource, size: Quantity? = nil) {
        self.source = source
        self.size = size
    }
}

/// One way to come by an image; exactly one is written.
public enum ImageSource: Sendable, Hashable {
    /// A kernel of the host and an initramfs assembled for it.
    case initramfs(InitramfsSource)
    /// A disk with a distribution, built from its package archive.
    case bootstrap(BootstrapSource)

    /// The initramfs, if it is one.
    public var initramfs: InitramfsSource? {
        if case .initramfs(let source) = self { source } else { nil }
    }
}

extension ImageSource: Codable, PartiallySupported {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case bootstrap, initramfs
    }

    /// Kinds of sources that are refused for now.
    public static var notYetSupported: [String] { ["blank", "file", "http", "registry", "upload"] }
    /// The format itself.
    public static var fieldsDefinedBy: String { fixtureFormat }

    /// Reads the one source that is written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let written = CodingKeys.allCases.filter(container.contains)
        guard written.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: (written.isEmpty
                        ? "no source that this version supports" : "more than one source")
                        + "; write one of " + CodingKeys.allCases.map(\.stringValue).joined(separator: ", ")))
        }
        switch written[0] {
        case .bootstrap: self = .bootstrap(try container.decode(BootstrapSource.self, forKey: .bootstrap))
        case .initramfs: self = .initramfs(try container.decode(InitramfsSource.self, forKey: .initramfs))
        }
    }

    /// Writes the source under its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .bootstrap(let source): try container.encode(source, forKey: .bootstrap)
        case .initramfs(let source): try container.encode(source, forKey: .initramfs)
        }
    }
}
