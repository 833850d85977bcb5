import KubeVirt
import Manifests
import YAML

/// Any bytes are documents or an error, the same whether they come at once or in pieces; each document of a kind gets a
/// verdict, what fits its type comes back the same from its own YAML, and what is refused says where.
package func fuzzManifest(_ bytes: UnsafeRawBufferPointer) {
    let text = [UInt8](bytes)
    let whole = documents(text, piece: text.count)
    let pieces = documents(text, piece: 7)
    precondition(whole.nodes == pieces.nodes, "pieces of a text make other documents")
    precondition(whole.error?.description == pieces.error?.description, "pieces of a text make another error")
    for node in whole.nodes {
        guard let document = try? ManifestDocument(node, file: "fuzz.yaml") else { continue }
        judge(document.resource.type, document)
    }
}

private func documents(_ text: [UInt8], piece: Int) -> (nodes: [Node], error: YAMLError?) {
    var rest = text[...]
    let limits = Limits(bytes: 1 << 20, depth: 64, nodes: 20_000, expandedNodes: 10_000)
    let stream = DocumentStream(file: "fuzz.yaml", limits: limits) { () throws(YAMLError) in
        defer { rest = rest.dropFirst(max(1, piece)) }
        return Array(rest.prefix(max(1, piece)))
    }
    var nodes: [Node] = []
    do throws(YAMLError) {
        while let node = try stream.next() { nodes.append(node) }
        return (nodes, nil)
    } catch {
        return (nodes, error)
    }
}

private func judge<T: KubernetesObject>(_ type: T.Type, _ document: ManifestDocument) {
    let gates = ClusterConfiguration(featureGates: FeatureGate.known)
    for configuration in [ClusterConfiguration(), gates] {
        for defaulting in [true, false] {
            for cause in document.verdict(under: configuration, defaulting: defaulting).causes {
                precondition(!cause.message.isEmpty, "a cause without words")
            }
        }
    }
    guard let object = try? document.object(type) else { return }
    do {
        let text = try YAMLEncoder().encode(object)
        let again = try YAMLDecoder().decode(type, from: text)
        precondition(again == object, "another object came back from its own YAML:\n\(text)")
    } catch {
        preconditionFailure("an object that was read cannot be written and read again: \(error)")
    }
}
