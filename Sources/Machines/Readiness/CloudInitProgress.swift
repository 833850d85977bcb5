import FoundationEssentials

/// What cloud-init keeps in `status.json` while it works: the stage that it is at, and what went wrong in each.
package struct CloudInitProgress: Sendable, Hashable {
    package var stage: String?
    package var hasErrors: Bool

    package init?(json: [UInt8]) {
        guard let document = try? JSONDecoder().decode([String: Stages].self, from: Data(json)),
            let stages = document["v1"]
        else { return nil }
        stage = stages.current
        hasErrors = stages.hasErrors
    }

    /// Nil where cloud-init itself has to say more.
    var words: String? {
        if hasErrors { return nil }
        return stage.map { "cloud-init is at its stage \($0)" } ?? "cloud-init is between two stages"
    }
}

/// `stage` is a name; what else is an object is a stage.
private struct Stages: Decodable {
    var current: String?
    var hasErrors = false

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct Stage: Decodable {
        var errors: [String]?
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        for key in container.allKeys {
            if key.stringValue == "stage" {
                current = try container.decodeIfPresent(String.self, forKey: key)
            } else if let stage = try? container.decode(Stage.self, forKey: key), stage.errors?.isEmpty == false {
                hasErrors = true
            }
        }
    }
}
