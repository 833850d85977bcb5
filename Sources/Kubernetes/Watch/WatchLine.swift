import FoundationEssentials
package import KubeVirt

/// One line of a watch's stream.
package enum WatchLine<Object: KubernetesObject>: Sendable, Decodable {
    case change(WatchMachine.Kind, Object)
    case bookmark(version: String)
    case failure(Status)
    /// Of a type that we do not know.
    case unknown

    private enum Key: String, CodingKey { case type, object }

    /// A bookmark has a version, and may have nothing else that its kind requires.
    private struct Mark: Decodable {
        var metadata: ListMeta
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let type = try container.decode(String.self, forKey: .type)
        if let kind = WatchMachine.Kind(rawValue: type) {
            self = .change(kind, try container.decode(Object.self, forKey: .object))
        } else if type == "BOOKMARK" {
            self = .bookmark(version: try container.decode(Mark.self, forKey: .object).metadata.resourceVersion ?? "")
        } else if type == "ERROR" {
            self = .failure(try container.decode(Status.self, forKey: .object))
        } else {
            self = .unknown
        }
    }

    package init(reading bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(WatchLine<Object>.self, from: Data(bytes))
    }
}
