package import Machines
import YAML

extension BootManifest {
    /// Reads YAML or JSON; every mistake is told with its field and line. `file` is the text's name in errors.
    package init(_ bytes: [UInt8], file: String) throws(MachineError) {
        let decoder = YAMLDecoder(limits: Self.limits)
        do throws(YAMLError) {
            let document = try YAMLParser(limits: Self.limits).document(in: bytes, file: file)
            // An object of another kind would be refused field by field.
            try Self.check(document, file)
            self = try decoder.decode(Self.self, from: document, file: file)
        } catch {
            throw MachineError(.invalidInput, "the manifest cannot be read:\n\(error)")
        }
    }

    private static func check(_ document: Node, _ file: String) throws(YAMLError) {
        let (kind, version) = (document["kind"]?.scalar?.text, document["apiVersion"]?.scalar?.text)
        guard kind != Self.kind || version != Self.apiVersion else { return }
        throw YAMLError(
            .init(
                .invalidValue,
                "expected \(Self.kind) of \(Self.apiVersion), got \(kind ?? "no kind") of \(version ?? "no version")",
                file: file, mark: document["kind"]?.mark, path: "kind"))
    }

    private static let limits = Limits(bytes: 4 << 20, depth: 32, nodes: 100_000, expandedNodes: 10_000)
}
