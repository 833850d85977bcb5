/// A unit of the guest's systemd, as it is at each look.
public struct GuestService: Sendable {
    /// The machine.
    public let machine: Machine
    /// Its name; `nginx` is `nginx.service`.
    public let name: String

    /// Whether it runs, or has done what it does once.
    ///
    /// - Throws: ``MachineError/Code/notFound`` where systemd knows no such unit.
    public var isActive: Bool { get async throws { try await state == "active" } }

    /// What systemd calls it: `active`, `inactive`, `failed`, `activating` and so on.
    ///
    /// - Throws: ``MachineError/Code/notFound`` where systemd knows no such unit.
    public var state: String {
        get async throws {
            let properties = ["LoadState", "ActiveState", "SubState", "Result"].map { "--property=\($0)" }
            let result = try await machine.run(Command("systemctl", ["show"] + properties + ["--", name]))
            guard result.termination == .exited(0) else {
                throw MachineError(
                    .unsupported, "systemd cannot be asked for \(name): \(result.ending)", machine: machine.name)
            }
            let state = UnitState(result.output)
            guard state.load != "not-found" else {
                throw MachineError(.notFound, "the guest's systemd knows no unit \(name)", machine: machine.name)
            }
            return state.active
        }
    }

    /// Starts it, and returns when systemd says that it has.
    public func start() async throws { try await control("start") }
    /// Stops it.
    public func stop() async throws { try await control("stop") }
    /// Stops it and starts it again.
    public func restart() async throws { try await control("restart") }

    /// A failure tells what the unit said last.
    private func control(_ verb: String) async throws {
        let result = try await machine.run("systemctl", verb, "--", name)
        guard result.termination != .exited(0) else { return }
        let status = try await machine.run("systemctl", "status", "--no-pager", "--full", "--lines=20", "--", name)
        throw CommandFailure(
            result: CommandResult(
                command: result.command, termination: result.termination, standardOutput: result.standardOutput,
                standardError: result.standardError + status.standardOutput))
    }
}

extension Machine {
    /// A service of the guest's: `#expect(try await machine.service("nginx").isActive)`.
    public func service(_ name: String) -> GuestService { GuestService(machine: self, name: name) }

    /// The last lines of the guest's journal, of one unit or of all; those from before a fork was made are among them.
    public func journal(unit: String? = nil, lines: Int = 1000) async throws -> String {
        // A fork's older entries lie in the directory of another machine's name: --merge reads all.
        var words = ["--merge", "--no-pager", "--quiet", "--output=short-precise", "--lines=\(lines)"]
        if let unit { words.append("--unit=\(unit)") }
        return try await run(Command("journalctl", words)).check().output
    }
}
