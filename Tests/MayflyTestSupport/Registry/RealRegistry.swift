import Host
import Testing

/// A real registry on a port of 127.0.0.1, and skopeo to look at it.
package final class RealRegistry: Sendable {
    package let host: String
    package let scratch = Scratch("registry")
    private let process: ServerProcess

    /// `me` and `pw`, as htpasswd writes them.
    package static let password = "me:$2y$05$abcdefghijklmnopqrstuuHIrMEWpUCQe2YqFR3sXwQ75u4od..9q\n"

    package init(authenticated: Bool = false) async throws {
        let port = try LoopbackPort()
        host = "127.0.0.1:\(port.number)"
        var configuration = """
            version: 0.1
            log: {level: warn}
            storage: {filesystem: {rootdirectory: \(scratch("blobs"))}}
            http: {addr: "\(host)"}

            """
        if authenticated {
            try scratch.write("passwords", Self.password)
            configuration += "auth: {htpasswd: {realm: test, path: \(scratch("passwords"))}}\n"
        }
        try scratch.write("config.yml", configuration)
        process = try await ServerProcess(
            "docker-registry", ["serve", scratch("config.yml")], ports: [port], log: scratch("log"))
    }

    package func skopeo(_ arguments: String...) async throws -> String {
        let program = try #require(FileSystem.program("skopeo"))
        let result = try await Child.run(program, arguments, limit: .seconds(60))
        try #require(result.end == .exited(0), "skopeo \(arguments): \(result.output)")
        return result.output
    }

    /// Pushes a container image of one layer with these files, by their paths in it, and returns its name for machines.
    package func push(_ files: [String: [UInt8]], as name: String) async throws -> String {
        let root = scratch("root-" + name.map { $0.isLetter ? String($0) : "-" }.joined())
        for (path, bytes) in files {
            let place = root + path
            try FileSystem.makeDirectory(String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)]))
            try FileSystem.write(bytes, to: place, synced: false)
        }
        let tar = try #require(FileSystem.program("tar"))
        let result = try await Child.run(tar, ["-cf", root + ".tar", "-C", root, "."], limit: .seconds(60))
        try #require(result.end == .exited(0), "tar: \(result.output)")
        _ = try await skopeo(
            "copy", "--dest-tls-verify=false", "tarball:\(root).tar", "docker://\(host)/\(name)")
        return "\(host)/\(name)"
    }
}
