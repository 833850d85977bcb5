public import KubeVirt

/// Where a machine's disk or initramfs comes from.
public struct FixtureImage: Sendable, Hashable, Codable {
    /// The one source.
    public var source: ImageSource

    /// An image from this source.
    public init(source: ImageSource) {
        self.source = source
    }
}

/// One way to come by an image; exactly one is written.
public enum ImageSource: Sendable, Hashable {
    /// A kernel of the host and an initramfs assembled for it.
    case initramfs(InitramfsSource)

    /// The initramfs, if it is one.
    public var initramfs: InitramfsSource? {
        if case .initramfs(let source) = self { source } else { nil }
    }
}

extension ImageSource: Codable, PartiallySupported {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case initramfs
    }

    /// Kinds of sources that are refused for now.
    public static var notYetSupported: [String] { ["blank", "bootstrap", "file", "http", "registry", "upload"] }
    /// The format itself.
    public static var fieldsDefinedBy: String { fixtureFormat }

    /// Reads the one source that is written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.contains(.initramfs) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "no source that this version supports; write one of "
                        + CodingKeys.allCases.map(\.stringValue).joined(separator: ", ")))
        }
        self = .initramfs(try container.decode(InitramfsSource.self, forKey: .initramfs))
    }

    /// Writes the source under its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .initramfs(let source): try container.encode(source, forKey: .initramfs)
        }
    }
}
