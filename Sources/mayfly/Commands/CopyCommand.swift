import Mayfly
import Terminal

/// `mayfly cp`: files and trees in and out.
enum CopyCommand: RunnableCommand {
    static let source = Argument("SRC", .path, "A path here, or MACHINE:PATH.")
    static let destination = Argument("DST", .path, "A path here, or MACHINE:PATH.")

    static let spec = CommandSpec(
        "cp", "Copy files or trees into or out of a machine",
        discussion:
            "Exactly one side names a machine. Modes and times are kept; a path with a colon is written ./with:colon.",
        options: [ChannelOption.option.spec], arguments: [source.spec, destination.spec],
        exitCodes: [
            ExitCode("0", "Copied."), ExitCode("1", "Not copied; nothing half-made is left."),
            ExitCode("128+N", "Signal N ended the copy; nothing half-made is left."),
        ],
        examples: [
            Example("mayfly cp build/ tiny:/srv/", "a tree into the machine"),
            Example("mayfly cp tiny:/var/log ./logs", "a tree out of it"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let (from, to) = (Place(invocation[source]), Place(invocation[destination]))
        let summary = try await SignalRelay.withRelay { _ in try await copy(from, to, invocation) }
        Standard.note("copied \(summary.files) files, \(summary.bytes) bytes")
        return 0
    }

    private static func copy(
        _ from: Place, _ to: Place, _ invocation: Invocation
    ) async throws -> CopySummary {
        switch (from, to) {
        case (.host(let from), .guest(let machine, let to)):
            try await Providers.shared.chosen().machine(machine).through(invocation).copyIn(from, to: to)
        case (.guest(let machine, let from), .host(let to)):
            try await Providers.shared.chosen().machine(machine).through(invocation).copyOut(from, to: to)
        default:
            throw MachineError(.invalidInput, "exactly one of SRC and DST must be MACHINE:PATH")
        }
    }

    private enum Place {
        case host(String)
        case guest(machine: String, path: String)

        init(_ text: String) {
            let head = text.prefix { $0 != ":" }
            if head.count == text.count || head.contains("/") || head.isEmpty {
                self = .host(text)
            } else {
                self = .guest(machine: String(head), path: String(text.dropFirst(head.count + 1)))
            }
        }
    }
}
