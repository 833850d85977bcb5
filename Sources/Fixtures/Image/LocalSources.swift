/// A disk in a file of the host, of any format that is known; CDI's name for what a client brings along.
public struct UploadSource: Sendable, Hashable {
    /// The file; a relative path starts at the fixture's own directory.
    public var path: String
    /// What its checksum must be, if that matters.
    public var verification: ImageVerification

    /// A file of the host.
    public init(path: String, verification: ImageVerification = .none) {
        self.path = path
        self.verification = verification
    }
}

extension UploadSource: Codable {
    private enum CodingKeys: String, CodingKey {
        case path
    }

    /// Reads a source.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(HostPath.self, forKey: .path).text
        verification = try ImageVerification.read(from: decoder) ?? .none
    }

    /// Writes the source.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        if verification != .none { try verification.write(to: encoder) }
    }
}

/// An empty disk of the image's size.
public struct BlankSource: Sendable, Hashable, Codable {
    /// An empty disk.
    public init() {}
}

/// Another fixture's image, with its steps done, to go on from.
public struct FixtureSource: Sendable, Hashable {
    /// Which fixture.
    public enum Place: Sendable, Hashable {
        /// By its name, in the directories where fixtures are looked for.
        case name(String)
        /// By its file; a relative path starts at this fixture's own directory.
        case path(String)
    }

    /// Which fixture.
    public var place: Place
    /// What its parameters are given.
    public var parameters: [String: ParameterValue]
    /// What the other fixture's image is, once it was read; not part of the text.
    public var recipe: ImageRecipe? { box?.recipe }

    private var box: Box?

    /// A recipe holds a source, which may hold a recipe.
    private final class Box: Sendable, Hashable {
        let recipe: ImageRecipe

        init(_ recipe: ImageRecipe) { self.recipe = recipe }

        static func == (one: Box, other: Box) -> Bool { one.recipe == other.recipe }
        func hash(into hasher: inout Hasher) { hasher.combine(recipe) }
    }

    /// Another fixture.
    public init(_ place: Place, with parameters: [String: ParameterValue] = [:], recipe: ImageRecipe? = nil) {
        self.place = place
        self.parameters = parameters
        box = recipe.map(Box.init)
    }
}

extension FixtureSource: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, path
    }

    private enum MoreKeys: String, CodingKey {
        case with
    }

    /// Reads a source.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let parameters =
            try decoder.container(keyedBy: MoreKeys.self)
            .decodeIfPresent([String: ParameterValue].self, forKey: .with) ?? [:]
        switch try container.theOne(called: "another fixture") {
        case .name: self.init(.name(try container.decode(HostPath.self, forKey: .name).text), with: parameters)
        case .path: self.init(.path(try container.decode(HostPath.self, forKey: .path).text), with: parameters)
        }
    }

    /// Writes the source.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch place {
        case .name(let name): try container.encode(name, forKey: .name)
        case .path(let path): try container.encode(path, forKey: .path)
        }
        guard !parameters.isEmpty else { return }
        var more = encoder.container(keyedBy: MoreKeys.self)
        try more.encode(parameters, forKey: .with)
    }
}

extension FixtureSource.Place {
    /// What a word means that names a fixture: one with a slash, or with the ending of a file, is a path.
    package init(word: String) {
        let isFile = ["yaml", "yml", "json"].contains { word.hasSuffix("." + $0) }
        self = word.contains("/") || isFile ? .path(word) : .name(word)
    }
}
