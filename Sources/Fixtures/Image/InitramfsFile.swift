/// A file in the initramfs, with its content or a file of the host that it is copied from.
public struct InitramfsFile: Sendable, Hashable {
    /// Where the bytes come from.
    public enum Origin: Sendable, Hashable {
        /// This text.
        case content(String)
        /// A file of the host; a relative path starts at the fixture's own directory.
        case source(String)
    }

    /// Absolute path in the guest.
    public var path: String
    /// Where the bytes come from.
    public var origin: Origin
    /// Permissions; of the source or 0644 by default.
    public var mode: FileMode?
    /// Where the fixture says so, when it was read from a file; not part of the fixture's text.
    public var location: FileLocation?

    /// A file.
    public init(path: String, origin: Origin, mode: FileMode? = nil, location: FileLocation? = nil) {
        self.path = path
        self.origin = origin
        self.mode = mode
        self.location = location
    }
}

extension InitramfsFile: Codable {
    private enum CodingKeys: String, CodingKey {
        case path, content, source, mode
    }

    /// Reads a file that has exactly one of `content` and `source`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let content = try container.decodeIfPresent(String.self, forKey: .content)
        let source = try container.decodeIfPresent(String.self, forKey: .source)
        mode = try container.decodeIfPresent(FileMode.self, forKey: .mode)
        path = try container.decode(String.self, forKey: .path)
        let components = path.split(separator: "/")
        guard path.hasPrefix("/"), !components.isEmpty, !components.contains(".."), !path.utf8.contains(0) else {
            throw DecodingError.dataCorruptedError(
                forKey: .path, in: container,
                debugDescription: "expected an absolute path in the guest without ‘..’, got ‘\(path)’")
        }
        switch (content, source) {
        case (let content?, nil): origin = .content(content)
        case (nil, let source?) where !source.isEmpty && !source.utf8.contains(0): origin = .source(source)
        case (nil, _?):
            throw DecodingError.dataCorruptedError(
                forKey: .source, in: container, debugDescription: "expected the path of a file on the host")
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "write exactly one of content (the text) and source (a file of the host)"))
        }
    }

    /// Writes the file; its location is left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        switch origin {
        case .content(let content): try container.encode(content, forKey: .content)
        case .source(let source): try container.encode(source, forKey: .source)
        }
        try container.encodeIfPresent(mode, forKey: .mode)
    }
}
