/// One way to come by an image; exactly one is written.
public enum ImageSource: Sendable, Hashable {
    /// A kernel of the host and an initramfs assembled for it.
    case initramfs(InitramfsSource)
    /// A disk with a distribution, built from its package archive.
    case bootstrap(BootstrapSource)
    /// A disk from the web.
    case http(HTTPSource)
    /// A disk in a registry of containers.
    case registry(RegistrySource)
    /// A disk in a file of the host.
    case upload(UploadSource)
    /// An empty disk.
    case blank(BlankSource)
    /// Another fixture's image.
    case fixture(FixtureSource)

    /// The initramfs, if it is one.
    public var initramfs: InitramfsSource? {
        if case .initramfs(let source) = self { source } else { nil }
    }
}

extension ImageSource: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case blank, bootstrap, fixture, http, initramfs, registry, upload
    }

    /// Reads the one source that is written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let key = try container.theOne(called: "a source")
        switch key {
        case .blank: self = .blank(try container.decode(BlankSource.self, forKey: key))
        case .bootstrap: self = .bootstrap(try container.decode(BootstrapSource.self, forKey: key))
        case .fixture: self = .fixture(try container.decode(FixtureSource.self, forKey: key))
        case .http: self = .http(try container.decode(HTTPSource.self, forKey: key))
        case .initramfs: self = .initramfs(try container.decode(InitramfsSource.self, forKey: key))
        case .registry: self = .registry(try container.decode(RegistrySource.self, forKey: key))
        case .upload: self = .upload(try container.decode(UploadSource.self, forKey: key))
        }
    }

    /// Writes the source under its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .blank(let source): try container.encode(source, forKey: .blank)
        case .bootstrap(let source): try container.encode(source, forKey: .bootstrap)
        case .fixture(let source): try container.encode(source, forKey: .fixture)
        case .http(let source): try container.encode(source, forKey: .http)
        case .initramfs(let source): try container.encode(source, forKey: .initramfs)
        case .registry(let source): try container.encode(source, forKey: .registry)
        case .upload(let source): try container.encode(source, forKey: .upload)
        }
    }
}
