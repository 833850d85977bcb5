import Guestfs
import Host

/// Versions of what makes images, for their records; asked once a process.
actor ToolVersions {
    static let shared = ToolVersions()

    private var known: [String: String]?

    func found() async -> [String: String] {
        if let known { return known }
        var versions = ["libguestfs": Appliance.libraryVersion]
        if let program = FileSystem.program("qemu-img"),
            let result = try? await Child.run(program, ["--version"], limit: .seconds(20)), result.end == .exited(0),
            let word = result.output.split(whereSeparator: \.isWhitespace).dropFirst(2).first
        {
            versions["qemu"] = String(word)
        }
        known = versions
        return versions
    }
}
