import FixtureLoading
import Fixtures
import Images
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image push`.
enum ImagePushCommand: RunnableCommand {
    static let subject = Argument(
        "WHAT", .path.named("WHAT", hint: .linesOrFile(of: ["fixture", "list", "--names"])),
        "A fixture by its name or path, whose image is built first; else an image by its name or digest.")
    static let target = Argument("TARGET", .text, "docker://HOST/REPOSITORY:TAG.")
    static let architecture = Option(
        "architecture", .text.named("ARCH"), "What runs it, such as amd64; the fixture's, or this host's.")
    static let annotation = RepeatedOption("annotation", .keyValue, "Annotate the manifest.")
    static let uncompressed = Flag("no-compress", "Send the disk as it is: larger, and faster to make.")

    static let spec = CommandSpec(
        "push", "Publish an image as a containerDisk that KubeVirt can run",
        discussion: """
            The image with all its layers becomes one compressed qcow2, /disk/disk.qcow2 in the one layer of an OCI image, \
            owned by QEMU's user there (107). Prints the manifest's digest, and below it the reference by digest. Equal \
            images make equal containerDisks. Credentials are those of docker, podman and skopeo.
            """,
        options: [
            FixtureOptions.set.spec, architecture.spec, annotation.spec, uncompressed.spec,
            VerifyOptions.authority.spec, OutputOption.option.spec,
        ],
        arguments: [subject.spec, target.spec],
        exitCodes: [
            ExitCode("0", "Pushed."), ExitCode("1", "It could not be built or pushed."), ImageCommands.signalled,
        ],
        examples: [
            Example("mayfly image push web docker://registry.example/disks/web:v1", "a fixture's image, built first"),
            Example("mayfly image push 3f2a9c docker://localhost:5000/web:v1", "one of the store, by its digest"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let target = invocation[target]
        try ImagePublisher.check(target)
        let images = try await ImageCommands.images()
        let (image, ofFixture) = try await image(invocation, images)
        let architecture = invocation[architecture] ?? ofFixture ?? DiskStore.hostArchitecture
        let annotations = Dictionary(invocation[annotation].map { ($0.key, $0.value) }) { _, last in last }
        let compressed = !invocation[uncompressed]
        let authority = invocation[VerifyOptions.authority]
        let pushed = try await ImageCommands.shown("pushing \(invocation[subject])") { progress in
            try await images.publisher.push(
                image, to: target, architecture: architecture, annotations: annotations, compressed: compressed,
                certificates: authority, progress: progress)
        }
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(pushed))
        } else {
            Standard.output.write("\(pushed.digest)\n\(pushed.pinned)\n")
        }
        return 0
    }

    /// The image that is meant, and for which processor its fixture is.
    private static func image(
        _ invocation: Invocation, _ images: LocalImages
    ) async throws -> (DiskImage, String?) {
        let word = invocation[subject]
        let loader = FixtureLoader()
        let place = FixtureOptions.place(word)
        if case .name(let name) = place, !loader.searchPath.entries().contains(where: { $0.name == name }) {
            return (try await images.store.find(word), nil)
        }
        let fixture = try loader.load(place, parameters: FixtureOptions.parameters(invocation))
        let observer = ProgressObserver()
        let timeline = Timeline(observer: observer.take)
        let built = try await FixtureBuild.shown("building \(fixture.name)", observer, keepingStages: true) {
            try await images.build(fixture, timeline: timeline)
        }
        return (try await images.store.find(built.digest), fixture.template.spec.architecture?.rawValue)
    }
}
