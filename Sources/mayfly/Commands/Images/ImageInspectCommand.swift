import Customizing
import FoundationEssentials
import Images
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image inspect`.
enum ImageInspectCommand: RunnableCommand {
    static let quick = Flag("quick", "Do not start libguestfs's appliance to look into an image that is not known yet.")
    static let packages = Flag("packages", "Print the packages that are in it, a line each with the version.")

    static let spec = CommandSpec(
        "inspect", "Tell what an image is, of what it was made and what is in it",
        discussion: """
            The first time an image is looked into by libguestfs's appliance, without changing it, which takes some seconds; \
            what was found is kept.
            """,
        options: [quick.spec, packages.spec, OutputOption.option.spec], arguments: [ImageCommands.image.spec],
        exitCodes: [
            ExitCode("0", "Told."), ExitCode("1", "There is no such image, or it cannot be looked into."),
            ImageCommands.signalled,
        ],
        examples: [
            Example("mayfly image inspect web", "system, layers, sources, tools"),
            Example("mayfly image inspect web --packages", "what is installed"),
            Example("mayfly image inspect web --quick -o json", "for programs, without the appliance"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let images = try await ImageCommands.images()
        let image = try await images.store.find(invocation[ImageCommands.image])
        let looking = !invocation[quick]
        let details = try await ImageCommands.shown("looking into \(invocation[ImageCommands.image])") { progress in
            try await images.details(of: image, looking: looking, progress: progress)
        }
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(details))
        } else if invocation[packages] {
            let lines = (details.contents?.system?.packages ?? []).map { "\($0.name) \($0.version)\n".printableLines }
            _ = await Standard.output.write(Array(lines.joined().utf8))
        } else {
            Standard.output.write(text(details))
        }
        return 0
    }

    /// For people. What a guest's disk says of itself is not trusted to be printable.
    private static func text(_ details: ImageDetails) -> String {
        let image = details.image
        var lines = [
            ("digest", "sha256:" + image.digest),
            ("names", image.names.isEmpty ? "none" : image.names.joined(separator: ", ")),
            ("format", details.format), ("virtual size", ByteText.format(image.virtualSize)),
            ("size", "\(ByteText.format(image.size)) in \(image.layers) \(image.layers == 1 ? "layer" : "layers")"),
            ("used by", details.users.isEmpty ? "no machine" : details.users.joined(separator: ", ")),
        ]
        if let contents = details.contents { lines += system(contents) }
        let width = (lines.map(\.0.count).max() ?? 0) + 2
        var text = lines.map { $0.0.padding(width) + $0.1.printable + "\n" }.joined() + "\nlayers, in their order:\n"
        for layer in details.layers { text += Self.text(layer) }
        return text
    }

    private static func system(_ contents: DiskInspection) -> [(String, String)] {
        guard let system = contents.system else { return [("system", contents.problem ?? "none that is known")] }
        var lines = [("system", system.product ?? system.distribution)]
        if let architecture = system.architecture { lines.append(("architecture", architecture)) }
        if let name = system.hostName { lines.append(("host name", name)) }
        lines.append(("packages", "\(system.packages.count)" + (system.packageFormat.map { " (\($0))" } ?? "")))
        return lines
    }

    private static func text(_ layer: ImageDetails.Layer) -> String {
        let text = "  \(layer.digest.prefix(12))  \(ByteText.format(layer.size))  "
        guard let history = layer.record?.history else { return text + "made by an earlier version\n" }
        guard history.count > 1 else { return text + history.map { Self.text($0) }.joined() }
        return text + "\(history.count) layers made one:\n" + history.map { "    " + Self.text($0) }.joined()
    }

    private static func text(_ record: ImageRecord) -> String {
        var text = "\(record.summary.printable), in \(DurationText.format(.milliseconds(record.milliseconds)))\n"
        let tools = record.tools.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        text += "      \(Date(timeIntervalSince1970: Double(record.created)).formatted(.iso8601))  \(tools)\n"
        for (name, value) in record.details.sorted(by: { $0.key < $1.key }) {
            text += "      \(name): \(value.split(separator: "\n").joined(separator: "; ").printable)\n"
        }
        return text
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
