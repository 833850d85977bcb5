import Fixtures
import KubeVirt
import Spelling
import YAML

/// What a document says that it is.
enum DocumentType {
    case fixture, machine

    init(_ node: Node, file: String) throws(FixtureError) {
        func failure(_ message: String, _ place: Node? = nil) -> FixtureError {
            let mark = place?.mark ?? node.mark ?? Mark(line: 1, column: 1)
            let location = FileLocation(file: file, line: mark.line, column: mark.column)
            return FixtureError(.notFixture, [.init(message, location: location)], file: file)
        }
        guard node.mapping != nil else {
            throw failure("is no fixture: expected a mapping with apiVersion, kind, metadata and template")
        }
        guard let kind = node["kind"]?.scalar?.text else {
            throw failure(
                "has no kind; write apiVersion: \(Fixture.apiVersion) and kind: \(Fixture.kind) at its beginning")
        }
        let version: String
        switch kind {
        case Fixture.kind: (self, version) = (.fixture, Fixture.apiVersion)
        case VirtualMachineInstance.kind: (self, version) = (.machine, VirtualMachineInstance.apiVersion)
        default:
            var message =
                "kind ‘\(kind)’ is not supported; expected \(Fixture.kind) (\(Fixture.apiVersion)) or "
                + "\(VirtualMachineInstance.kind) (\(VirtualMachineInstance.apiVersion))"
            if let near = suggestion(for: kind, among: [Fixture.kind, VirtualMachineInstance.kind]) {
                message += "; did you mean ‘\(near)’?"
            } else if kind == "VirtualMachine" {
                message += "; take its spec.template as the template of a fixture"
            }
            throw failure(message, node["kind"])
        }
        guard let found = node["apiVersion"]?.scalar?.text else {
            throw failure("has no apiVersion; a \(kind) needs apiVersion: \(version)")
        }
        guard found == version else {
            throw failure(
                "apiVersion ‘\(found)’ of kind \(kind) is not supported; write \(version)", node["apiVersion"])
        }
    }
}
