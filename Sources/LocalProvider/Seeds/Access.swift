import FoundationEssentials
import Host
import SSH

/// How a guest is logged in to: the keys that its seed carried, made for this machine alone.
struct Access: Sendable, Codable {
    /// Our key's private half; never printed.
    var privateKey: String
    var publicKey: String
    /// What the guest has to prove to be itself.
    var hostKey: String
    var user = "root"

    private static func path(in directory: String) -> String { directory + "/access.json" }

    /// Readable by this user alone: not by QEMU where that is another one.
    func save(in directory: String) throws {
        try FileSystem.write(Array(try JSONEncoder().encode(self)), to: Self.path(in: directory), synced: false)
    }

    /// Nil for a machine without a seed.
    static func load(from directory: String) -> Access? {
        guard let bytes = try? FileSystem.read(path(in: directory)) else { return nil }
        return try? JSONDecoder().decode(Access.self, from: Data(bytes))
    }
}
