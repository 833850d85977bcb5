import LocalProvider
import Mayfly
import Terminal

/// `mayfly image build`.
enum ImageBuildCommand: RunnableCommand {
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
        arguments: [FixtureBuild.fixture.spec],
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
        let (noCache, pull) = (invocation[noCache], invocation[pull])
        let image = try await FixtureBuild.run(invocation, "building", keepingStages: true) { fixture, timeline in
            try await ImageCommands.images().build(fixture, noCache: noCache, pull: pull, timeline: timeline)
        }
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(image))
        } else {
            Standard.output.write("sha256:\(image.digest)\n\(image.reference)\n")
        }
        return 0
    }
}
