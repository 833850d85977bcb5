import LocalProvider
import Mayfly
import Terminal

/// `mayfly template build`.
enum TemplateBuildCommand: RunnableCommand {
    static let spec = CommandSpec(
        "build", "Boot and freeze a fixture's machine, when that was not done yet",
        discussion: "Prints the template's key. The first machine of a fixture does the same by itself.",
        options: [FixtureOptions.set.spec, RunCommand.timing.spec, OutputOption.option.spec],
        arguments: [FixtureBuild.fixture.spec],
        exitCodes: [
            ExitCode("0", "The template is there."),
            ExitCode("1", "It could not be made; the fixture's machines boot, or a device forbids it."),
            ImageCommands.signalled,
        ],
        examples: [Example("mayfly template build debian-12 --timing", "and where the time went")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let template = try await FixtureBuild.run(invocation, "preparing") { fixture, timeline in
            try await TemplateCommands.templates().build(fixture, timeline: timeline)
        }
        let isJSON = invocation[OutputOption.option] == .json
        Standard.output.write(isJSON ? try JSONText.pretty(template) : template.key + "\n")
        return 0
    }
}
