import Glibc
package import Offload

/// Programs that read what strangers made: started by root, they are root without its powers, and can have none again.
package enum Unprivileged {
    /// What is put before such a program's words; nothing for a plain user, or where nothing can be put away.
    package static func prefix() async -> [String] { await Probe.shared.prefix() }

    /// Runs a program so; see ``Child/run(_:_:inheriting:limit:clock:enough:)``.
    package static func run(
        _ program: String, _ arguments: [String], inheriting: [Descriptor] = [], limit: Duration,
        enough: (@Sendable (String) -> Bool)? = nil
    ) async throws(HostError) -> Child.Result {
        let command = await prefix() + [program] + arguments
        return try await Child.run(
            command[0], Array(command.dropFirst()), inheriting: inheriting, limit: limit, enough: enough)
    }

    /// The path by which a child opens a descriptor that it inherited, by its place among them. The kernel asks again
    /// whether the child may, but not whether it may enter the directories above the file.
    package static func path(ofInherited place: Int) -> String { "/dev/fd/\(3 + place)" }

    /// Whether such a program could read a file that is open here: root can read what nobody else may but its owner.
    package static func canRead(_ file: Descriptor) async -> Bool {
        let prefix = await prefix()
        guard let program = prefix.first else { return true }
        let words = prefix.dropFirst() + ["test", "-r", path(ofInherited: 0)]
        let result = try? await Child.run(program, Array(words), inheriting: [file], limit: .seconds(60))
        return result?.end == .exited(0)
    }

    /// Whether such a program could write to a file: root can write to what only its owner may.
    package static func canWrite(_ path: String) async -> Bool {
        let prefix = await prefix()
        guard let program = prefix.first else { return access(path, W_OK) == 0 }
        let result = try? await Child.run(
            program, prefix.dropFirst() + ["test", "-w", path], limit: .seconds(60))
        return result?.end == .exited(0)
    }

    private static let words = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"]

    /// Found out by trying, once a process.
    private actor Probe {
        static let shared = Probe()

        private var known: [String]?

        func prefix() async -> [String] {
            if let known { return known }
            var found: [String] = []
            if geteuid() == 0, let program = FileSystem.program("setpriv"),
                case .exited(0)? = try? await Child.run(program, words + ["true"], limit: .seconds(10)).end
            {
                found = [program] + words
            }
            known = found
            return found
        }
    }
}
