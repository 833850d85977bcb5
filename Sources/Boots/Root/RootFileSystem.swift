import Host
import Machines
import Offload

/// A file system on a disk of its own with what a directory holds: the same to the byte as often as it is made.
struct RootFileSystem: Sendable {
    let path: String
    let tree: RootTree

    init(_ path: String, _ tree: RootTree) { (self.path, self.tree) = (path, tree) }

    func write(to image: String) async throws {
        let content = try await blocking { [path] () throws(SystemError) in try RootContent(path) }
        var environment = ProcessEnvironment.current
        // What they write down as the time at which they ran; 0 would be none.
        let time = "\(max(1, content.newest))"
        (environment["E2FSPROGS_FAKE_TIME"], environment["SOURCE_DATE_EPOCH"]) = (time, time)
        // Of a large disk little is used; of a small one the tables are most.
        let kibibytes = (tree.bytes + tree.bytes / 10 + Int64(tree.count) * 512) >> 10 + 16 << 10
        try await run(
            "mke2fs",
            [
                "-q", "-F", "-t", "ext4", "-b", "4096", "-O", "^has_journal", "-m", "0", "-N", "\(tree.count + 64)",
                "-U", content.uuid(0), "-E", "hash_seed=\(content.uuid(32))", "-d", path, image, "\(kibibytes)k",
            ], environment)
        // When a file was read, and when its owner or a link was made another, it has taken from the directory: such times
        // come and go with each look at it. 11 is the first inode that can be a file's, and they have those behind it.
        let commands = image + ".times"
        let text = (11..<11 + tree.count).flatMap { ["sif <\($0)> atime @\(time)\n", "sif <\($0)> ctime @\(time)\n"] }
        try await blocking { () throws(SystemError) in
            try FileSystem.write(Array(text.joined().utf8), to: commands, synced: false)
        }
        try await run("debugfs", ["-w", "-f", commands, image], environment)
        try await blocking { () throws(SystemError) in try FileSystem.remove(commands) }
    }

    private func run(_ name: String, _ arguments: [String], _ environment: [String: String]) async throws {
        guard let program = FileSystem.program(name) else {
            throw MachineError(.hostNotReady, "\(name) is not installed. Install the package e2fsprogs.")
        }
        let result = try await Child.run(program, arguments, environment: environment, limit: .seconds(3600))
        guard result.end == .exited(0) else {
            throw MachineError(.invalidInput, "\(name) failed: \(result.output.suffix(500))")
        }
    }
}
