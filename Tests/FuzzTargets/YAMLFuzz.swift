import Fixtures
import KubeVirt
import YAML

/// Any bytes either decode or give an error; what decodes comes back the same from its own YAML.
package func fuzzYAMLDecode(_ bytes: UnsafeRawBufferPointer) {
    let text = [UInt8](bytes)
    let parser = YAMLParser(limits: Limits(bytes: 1 << 20, depth: 64, expandedNodes: 10_000))
    guard let documents = try? parser.documents(in: text, file: "fuzz.yaml") else { return }
    for document in documents {
        roundTrip(VirtualMachineInstance.self, document)
        roundTrip(Fixture.self, document)
        roundTrip(Tree.self, document)
    }
}

private func roundTrip<T: Codable & Equatable>(_ type: T.Type, _ node: Node) {
    guard let value = try? YAMLDecoder().decode(type, from: node) else { return }
    do {
        let text = try YAMLEncoder().encode(value)
        let again = try YAMLDecoder().decode(type, from: text)
        precondition(again == value, "another value came back from its own YAML:\n\(text)")
    } catch {
        preconditionFailure("a value that was read cannot be written and read again: \(error)")
    }
}

/// Any value at all.
private indirect enum Tree: Codable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case string(String)
    case list([Tree])
    case mapping([String: Tree])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([Tree].self) {
            self = .list(value)
        } else {
            self = .mapping(try container.decode([String: Tree].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .mapping(let value): try container.encode(value)
        }
    }
}
