import Glibc
import Host
import Offload

/// What a peer boots: made once, whole or not at all, in a directory of the cache.
struct PeerImage: Sendable {
    let path: String
    let cost: PeerFacts.ImageCost

    /// The version of the kernel in `boot`.
    var kernel: String? { Self.kernel(among: FileSystem.names(in: path + "/boot")) }

    static func kernel(among names: [String]) -> String? {
        names.filter { $0.hasPrefix("vmlinuz-") }.max().map { String($0.dropFirst("vmlinuz-".count)) }
    }

    /// Returns the image of that name; has it made in a directory when there is none.
    static func prepared(
        _ name: String, in directory: String, _ make: (_ directory: String) async throws -> Void
    ) async throws -> PeerImage {
        try FileSystem.makeDirectory(directory)
        let path = directory + "/" + name
        let lock = try await FileLock.waiting(for: path + ".lock")
        defer { lock.release() }
        if let seconds = FileSystem.text(path + "/seconds").flatMap({ Double($0) }) {
            return PeerImage(path: path, cost: .init(seconds: seconds, cached: true))
        }
        // We hold the lock, so whoever wrote what is there is dead.
        let unfinished = path + ".new"
        try FileSystem.remove(unfinished)
        try FileSystem.remove(path)
        try FileSystem.makeDirectory(unfinished)
        complain("mayfly-bench: making \(path), once")
        return try await finishing {
            let began = ContinuousClock.now
            try await make(unfinished)
            let seconds = (ContinuousClock.now - began).seconds
            try FileSystem.write(Array("\(seconds)".utf8), to: unfinished + "/seconds")
            try retrying("rename", path) { rename(unfinished, path) }
            return PeerImage(path: path, cost: .init(seconds: seconds, cached: false))
        } finally: {
            try? FileSystem.remove(unfinished)
        }
    }
}
