/// A file of the guest's, as it is at each look.
public struct GuestFile: Sendable {
    /// The machine.
    public let machine: Machine
    /// Where it is.
    public let path: String

    /// What the guest's file system says of a file, links followed.
    public struct Status: Sendable, Hashable {
        /// Permissions, such as `0o644`.
        public var mode: UInt32
        /// Its owner's name; the number where the guest knows no name.
        public var owner: String
        /// Its group's name; the number where the guest knows no name.
        public var group: String
        /// In bytes.
        public var size: Int64
        /// Such as `regular file` or `directory`.
        public var kind: String
    }

    /// Whether there is a file, a directory or something else of this name.
    public var exists: Bool {
        get async throws { try await machine.run("test", "-e", path).termination == .exited(0) }
    }

    /// What is in it.
    ///
    /// - Throws: ``MachineError/Code/notFound`` where it cannot be read, with the guest's own words.
    public var bytes: [UInt8] {
        get async throws { try await asked("cat", path).standardOutput }
    }

    /// What is in it, as text; bytes that are not UTF-8 are replaced.
    public var text: String { get async throws { try await asked("cat", path).output } }

    /// What the guest's `stat` says of it.
    public var status: Status {
        get async throws {
            let output = try await asked("stat", "-L", "-c", "%a %s %U %G %u %g %F", path).output
            let parts = output.split(separator: "\n").first?.split(separator: " ", maxSplits: 6) ?? []
            guard parts.count == 7, let mode = UInt32(parts[0], radix: 8), let size = Int64(parts[1]) else {
                throw MachineError(
                    .unsupported, "the guest's stat says of \(path) what is not understood: \(output)",
                    machine: machine.name)
            }
            func named(_ name: Substring, _ number: Substring) -> String {
                name == "UNKNOWN" ? String(number) : String(name)
            }
            return Status(
                mode: mode, owner: named(parts[2], parts[4]), group: named(parts[3], parts[5]), size: size,
                kind: String(parts[6]))
        }
    }

    /// Its permissions, such as `0o644`.
    public var mode: UInt32 { get async throws { try await status.mode } }
    /// Its owner's name.
    public var owner: String { get async throws { try await status.owner } }
    /// Its group's name.
    public var group: String { get async throws { try await status.group } }
    /// Its size in bytes.
    public var size: Int64 { get async throws { try await status.size } }

    private func asked(_ program: String, _ arguments: String...) async throws -> CommandResult {
        let result = try await machine.run(Command(program, arguments))
        guard result.termination == .exited(0) else {
            throw MachineError(
                .notFound, "\(path) cannot be looked at in the guest: \(result.ending)", machine: machine.name)
        }
        return result
    }
}

extension Machine {
    /// A file of the guest's: `try await machine.file("/etc/hostname").text`.
    public func file(_ path: String) -> GuestFile { GuestFile(machine: self, path: path) }
}
