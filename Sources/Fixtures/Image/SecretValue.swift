/// Something that is never written in a fixture: where it is found when an image is built.
public enum SecretValue: Sendable, Hashable {
    /// A variable of the environment.
    case environment(String)
    /// A file of the host, without the line end at its end.
    case file(String)
}

extension SecretValue: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case fromEnv, fromFile
    }

    /// Reads the place of a secret; a secret itself is refused, because a fixture is no place for it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.theOne(called: "where a secret is found") {
        case .fromEnv:
            let name = try container.decode(String.self, forKey: .fromEnv)
            guard !name.isEmpty, !name.utf8.contains(0), !name.contains("=") else {
                throw DecodingError.dataCorruptedError(
                    forKey: .fromEnv, in: container, debugDescription: "expected the name of a variable, got ‘\(name)’")
            }
            self = .environment(name)
        case .fromFile: self = .file(try container.decode(HostPath.self, forKey: .fromFile).text)
        }
    }

    /// Writes the place.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .environment(let name): try container.encode(name, forKey: .fromEnv)
        case .file(let path): try container.encode(path, forKey: .fromFile)
        }
    }
}
