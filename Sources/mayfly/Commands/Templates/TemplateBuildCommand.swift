import FixtureLoading
import FoundationEssentials
import LocalProvider
import Mayfly
import Terminal

/// `mayfly template build`.
enum TemplateBuildCommand: RunnableCommand {
    static let fixture = Argument("FIXTURE", FixtureOptions.word, "A fixture by its name or path.")

    static let spec = CommandSpec(
        "build", "Boot and freeze a fixture's machine, when that was not done yet",
        discussion: "Prints the template's key. The first machine of a fixture does the same by itself.",
        options: [FixtureOptions.set.spec, RunCommand.timing.spec, OutputOption.option.spec], arguments: [fixture.spec],
        exitCodes: [
            ExitCode("0", "The template is there."),
            ExitCode("1", "It could not be made; the fixture's machines boot, or a device forbids it."),
            ImageCommands.signalled,
        ],
        examples: [Example("mayfly template build debian-12 --timing", "and where the time went")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let fixture = try FixtureLoader().load(
            FixtureOptions.place(invocation[fixture]), parameters: FixtureOptions.parameters(invocation))
        let observer = ProgressObserver()
        let timeline = Timeline(observer: observer.take)
        defer {
            if invocation[RunCommand.timing] {
                Standard.error.write(PhaseTable(timeline.entries.map { .init($0.phase.rawValue, $0.length) }).text)
            }
        }
        let templates = try await TemplateCommands.templates()
        let template = try await SignalRelay.withRelay { _ in
            try await withProgress(
                "preparing \(fixture.name)", style: Standard.error.style, write: Standard.error.write
            ) { progress in
                observer.set { progress.stage($0.words, $0.fraction) }
                defer { observer.set(nil) }
                return try await templates.build(fixture, timeline: timeline)
            }
        }
        let isJSON = invocation[OutputOption.option] == .json
        Standard.output.write(isJSON ? try JSONText.pretty(template) : template.key + "\n")
        return 0
    }
}
