import FixtureLoading
import Fixtures
import KubeVirt
import LocalProvider
import Mayfly
import Terminal
import YAML

/// `mayfly fixture show`.
enum FixtureShowCommand: RunnableCommand {
    enum Format: String, CaseIterable, Sendable {
        case yaml, json
    }

    static let fixture = Argument("FIXTURE", FixtureOptions.word, "A fixture by its name or path.")
    static let output = Option("output", short: "o", .choice(of: Format.self), "How to print: yaml (default) or json.")
    static let parameters = Flag("parameters", "Print the parameters that it has instead.")
    static let defaults = Flag("defaults", "Fill in what KubeVirt and Mayfly take where the template says nothing.")

    static let spec = CommandSpec(
        "show", "Print a fixture as it is once all is said",
        discussion: """
            What it extends is merged, parameters have their values, paths of the host are absolute; the objects beside it \
            follow as documents of their own. What is printed is a fixture too.
            """,
        options: [FixtureOptions.set.spec, parameters.spec, defaults.spec, output.spec], arguments: [fixture.spec],
        exitCodes: [ExitCode("0", "Printed."), ExitCode("1", "It is wrong, or there is none of that name.")],
        examples: [
            Example("mayfly fixture show debian-12", "what is behind a name"),
            Example("mayfly fixture show web --set CPUS=4", "with a parameter set"),
            Example("mayfly fixture show web --parameters", "which parameters there are"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let loader = FixtureLoader()
        let place = FixtureOptions.place(invocation[fixture])
        if invocation[parameters] {
            let parameters = try loader.parameters(of: place)
            try write(parameters, invocation[output] ?? .yaml)
            return 0
        }
        var fixture = try loader.load(place, parameters: FixtureOptions.parameters(invocation))
        if invocation[defaults] {
            let machine = VirtualMachineInstance(
                metadata: fixture.template.metadata ?? ObjectMeta(), spec: fixture.template.spec
            ).withDefaults(host: .ofThisHost, podInterface: .masquerade)
            fixture.template.spec = machine.spec
            fixture.template.metadata = fixture.template.metadata.map { _ in machine.metadata }
        }
        switch invocation[output] ?? .yaml {
        case .yaml: _ = await Standard.output.write(Array(try yaml(fixture).utf8))
        case .json: Standard.output.write(try JSONText.pretty(fixture))
        }
        return 0
    }

    private static func yaml(_ fixture: Fixture) throws -> String {
        let encoder = YAMLEncoder()
        var documents = [try encoder.node(of: fixture)]
        for object in fixture.objects.configMaps { documents.append(try encoder.node(of: object)) }
        for object in fixture.objects.secrets { documents.append(try encoder.node(of: object)) }
        for object in fixture.objects.claims { documents.append(try encoder.node(of: object)) }
        for object in fixture.objects.dataVolumes { documents.append(try encoder.node(of: object)) }
        return try encoder.emit(documents)
    }

    private static func write(_ parameters: [NamedParameter], _ format: Format) throws {
        if format == .json {
            Standard.output.write(try JSONText.pretty(parameters))
            return
        }
        var table = Table(("NAME", .left), ("TYPE", .left), ("DEFAULT", .left), ("DESCRIPTION", .left))
        for parameter in parameters {
            table.add(
                parameter.name, parameter.declaration.domain, parameter.declaration.default?.text ?? "(must be given)",
                parameter.declaration.description ?? "")
        }
        Standard.output.write(table.text)
    }
}
