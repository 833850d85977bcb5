/// A command of QEMU's monitor (QMP), as JSON.
package struct MonitorCommand: Sendable, Hashable {
    package let name: String
    private let arguments: [String: JSONValue]

    private init(_ name: String, _ arguments: [String: JSONValue] = [:]) {
        self.name = name
        self.arguments = arguments
    }

    /// Whether memory that is a shared file is left out of what is saved and loaded.
    package static func ignoreShared(_ isOn: Bool) -> MonitorCommand {
        let capability: JSONValue = .object(["capability": .text("x-ignore-shared"), "state": .truth(isOn)])
        return MonitorCommand("migrate-set-capabilities", ["capabilities": .list([capability])])
    }

    /// Names a file that is handed over with the command.
    package static func takeFile(_ name: String) -> MonitorCommand {
        MonitorCommand("getfd", ["fdname": .text(name)])
    }

    /// Begins to write the machine's state to a file that was taken.
    package static func save(to file: String) -> MonitorCommand {
        MonitorCommand("migrate", ["uri": .text("fd:" + file)])
    }

    /// Begins to write the machine's state to a socket.
    package static func save(toSocket path: String) -> MonitorCommand {
        MonitorCommand("migrate", ["uri": .text("unix:" + path)])
    }

    /// Begins to read the machine's state from a file that was taken.
    package static func load(from file: String) -> MonitorCommand {
        MonitorCommand("migrate-incoming", ["uri": .text("fd:" + file)])
    }

    /// Waits at a socket for the machine's state.
    package static func load(fromSocket path: String) -> MonitorCommand {
        MonitorCommand("migrate-incoming", ["uri": .text("unix:" + path)])
    }

    /// Starts the guest from the beginning; one that is stopped stays so.
    package static let reset = MonitorCommand("system_reset")
    /// Ends QEMU in order: what it writes down is whole then.
    package static let quit = MonitorCommand("quit")
    /// How many instructions a recorded run has come to.
    package static let instruction = MonitorCommand("query-replay")

    /// Stops a run that is run again before this instruction.
    package static func stop(atInstruction number: Int64) -> MonitorCommand {
        MonitorCommand("replay-break", ["icount": .number(number)])
    }

    /// How fast state is written, in bytes a second; 0 is as fast as can be.
    package static func bandwidth(_ bytes: Int64) -> MonitorCommand {
        MonitorCommand("migrate-set-parameters", ["max-bandwidth": .number(bytes)])
    }

    /// How far saving or loading is.
    package static let progress = MonitorCommand("query-migrate")
    /// Every block device that is open, by its node's name.
    package static let blockNodes = MonitorCommand("query-named-block-nodes", ["flat": .truth(true)])

    /// What a network card listens for, and the address that it has now.
    package static func cardAddress(_ device: String) -> MonitorCommand {
        MonitorCommand("query-rx-filter", ["name": .text(device)])
    }

    /// Puts a card's cable in or pulls it out, as its guest sees it.
    package static func setLink(_ device: String, isUp: Bool) -> MonitorCommand {
        MonitorCommand("set_link", ["name": .text(device), "up": .truth(isUp)])
    }

    /// Puts a new overlay over a block node, all of them at once or none.
    package static func overlay(_ overlays: [(node: String, path: String, name: String)]) -> MonitorCommand {
        let actions = overlays.map { overlay -> JSONValue in
            .object([
                "type": .text("blockdev-snapshot-sync"),
                "data": .object([
                    "node-name": .text(overlay.node), "snapshot-file": .text(overlay.path),
                    "snapshot-node-name": .text(overlay.name), "format": .text("qcow2"), "mode": .text("existing"),
                ]),
            ])
        }
        return MonitorCommand("transaction", ["actions": .list(actions)])
    }

    /// The command on a line.
    package var encoded: String {
        var members: [String: JSONValue] = ["execute": .text(name)]
        if !arguments.isEmpty { members["arguments"] = .object(arguments) }
        return JSONValue.object(members).encoded
    }
}
