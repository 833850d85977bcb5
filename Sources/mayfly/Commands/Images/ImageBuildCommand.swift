import FixtureLoading
import Fixtures
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image build`.
enum ImageBuildCommand: RunnableCommand {
    static let fixture = Argument("FIXTURE", FixtureOptions.word, "A fixture by its name or path.")
    static let noCache = Flag("no-cache", "Do every step again; the source is kept.")
    static let pull = Flag("pull", "Ask for the source again, where it may have changed.")

    static let spec = CommandSpec(
        "build", "Make a fixture's image, as far as it is not there",
        discussion: """
            Prints the image's digest, and below it what a containerDisk volume calls the image. A step that did not change, \
            over a disk that did not change, is not done again.
            """,
        options: [
            FixtureOptions.set.spec, noCache.spec, pull.spec, RunCommand.timing.spec, OutputOption.option.spec,
        ],
        arguments: [fixture.spec],
        exitCodes: [
            ExitCode("0", "The image is there."),
            ExitCode("1", "It could not be made; what was done before the step that failed is kept."),
            ImageCommands.signalled,
        ],
        examples: [
            Example("mayfly image build debian-12", "the digest, and what volumes call it"),
            Example("mayfly image build web --set VERSION=2 --timing", "with a parameter, and where the time went"),
        ])

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
        let image = try await build(
            fixture, noCache: invocation[noCache], pull: invocation[pull], timeline, observer)
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(image))
        } else {
            Standard.output.write("sha256:\(image.digest)\n\(image.reference)\n")
        }
        return 0
    }

    /// Builds and shows each step as it is done.
    static func build(
        _ fixture: Fixture, noCache: Bool = false, pull: Bool = false, _ timeline: Timeline,
        _ observer: ProgressObserver
    ) async throws -> BuiltImage {
        let images = try await ImageCommands.images()
        return try await SignalRelay.withRelay { _ in
            try await withProgress(
                "building \(fixture.name)", style: Standard.error.style, keepingStages: true,
                write: Standard.error.write
            ) { progress in
                observer.set { progress.stage($0.words, $0.fraction) }
                defer { observer.set(nil) }
                return try await images.build(fixture, noCache: noCache, pull: pull, timeline: timeline)
            }
        }
    }
}
