import Fixtures
import YAML

/// What `extends` says: a name or path, or a mapping with `name` or `path` and `with`.
struct Extends: Decodable {
    /// Which fixture.
    var place: FixtureSource.Place
    /// Which parameters of it are set for good.
    var with: [String: ParameterValue]

    /// What the document says.
    static func read(_ document: Node) throws(YAMLError) -> Extends? {
        guard document[key] != nil else { return nil }
        return try YAMLDecoder().decode(Part.self, from: document.part(key)).extends
    }

    static let key = "extends"

    private struct Part: Decodable {
        var extends: Extends?
    }

    private enum CodingKeys: String, CodingKey {
        case name, path, with
    }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            place = .init(word: text)
            with = [:]
        } else {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            with = try container.decodeIfPresent([String: ParameterValue].self, forKey: .with) ?? [:]
            let name = try container.decodeIfPresent(String.self, forKey: .name)
            let path = try container.decodeIfPresent(String.self, forKey: .path)
            switch (name, path) {
            case (let name?, nil): place = .name(name)
            case (nil, let path?): place = .path(path)
            default:
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "write exactly one of name and path: which fixture is the parent"))
            }
        }
        let text =
            switch place {
            case .name(let text), .path(let text): text
            }
        guard !text.isEmpty, !text.utf8.contains(0), !text.contains(ParameterReference.start) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "expected the name or path of a fixture; it cannot hang on a parameter"))
        }
    }
}

extension Node {
    /// The mapping with this one key only, so that paths in errors are the document's.
    func part(_ key: String) -> Node {
        Node(.mapping(Mapping((mapping?.entries ?? []).filter { $0.key == key })), mark: mark)
    }

    /// The mapping without some keys.
    func without(_ keys: Set<String>) -> Node {
        guard let mapping else { return self }
        return Node(.mapping(Mapping(mapping.entries.filter { !keys.contains($0.key) })), mark: mark)
    }
}
