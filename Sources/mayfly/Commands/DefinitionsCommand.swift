import KubeVirt
import Mayfly
import Terminal
import YAML

/// `mayfly crds`: what an API server must be told of the kinds.
enum DefinitionsCommand: RunnableCommand {
    enum Format: String, CaseIterable, Sendable {
        case yaml, json
    }

    static let names = RepeatedArgument(
        "NAME", .text.named("NAME", hint: .words(CustomResource.all.map(\.plural))),
        "Kinds by any of their names, such as vm, virtualmachines or VirtualMachine; all without.")
    static let output = Option("output", short: "o", .choice(of: Format.self), "How to print: yaml (default) or json.")

    static let spec = CommandSpec(
        "crds", "Print CustomResourceDefinitions of KubeVirt's kinds",
        discussion: """
            They are made of the types with which manifests are read here, so an API server that has them knows the same \
            fields and refuses the same mistakes: good for tests against a Kubernetes that has no KubeVirt. A kind with \
            more than 256 KiB needs kubectl create, or apply --server-side.
            """,
        options: [output.spec], arguments: [names.spec],
        exitCodes: [ExitCode("0", "Printed."), ExitCode("1", "There is no such kind.")],
        examples: [
            Example("mayfly crds | kubectl apply --server-side -f -", "all kinds, in a cluster for tests"),
            Example("mayfly crds vmi vm > crds.yaml", "two of them"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        var chosen: [CustomResource] = []
        for name in invocation[names] {
            let found = CustomResource.all.filter { $0.isNamed(name) }
            guard !found.isEmpty else { throw UnknownKind(name: name) }
            chosen += found
        }
        let definitions = (chosen.isEmpty ? CustomResource.all : chosen).map(\.definition)
        switch invocation[output] ?? .yaml {
        case .yaml:
            let encoder = YAMLEncoder()
            Standard.output.write(try encoder.emit(definitions.map { definition in try encoder.node(of: definition) }))
        case .json:
            for definition in definitions { Standard.output.write(try JSONText.pretty(definition)) }
        }
        return 0
    }

    private struct UnknownKind: Error, CustomStringConvertible {
        let name: String
        var description: String {
            "there is no kind ‘\(name)’; known are " + CustomResource.all.map(\.plural).joined(separator: ", ")
        }
    }
}
