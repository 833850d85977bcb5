import CLinux
import Glibc
import Host
import Offload

/// What boots have made for themselves, each in a directory of its key. When another one is made, what nobody used for a
/// month goes, what a killed process left unfinished, and what the new one replaces; but nothing that is held.
struct BootCache: Sendable {
    let directory: String

    private static let month = 30 * 24 * 3600
    private static let mark = "/unpacked"
    private static let use = "/use"

    /// The directory of this key, filled when it is not there.
    func kept(_ key: String, _ fill: @Sendable (String) async throws -> Void) async throws -> String {
        // The kernel frees it, whoever dies.
        let lock = try await locked()
        defer { lock.release() }
        return try await filled(key, replacing: nil, fill)
    }

    /// The same, of something that changes: only its newest is kept, beside those that somebody holds. Nothing removes what
    /// was returned until `use` is released.
    func held(
        _ key: String, of group: String, _ fill: @Sendable (String) async throws -> Void
    ) async throws -> (path: String, use: FileLock) {
        let lock = try await locked()
        defer { lock.release() }
        let place = try await filled("\(group)-\(key)", replacing: group + "-", fill)
        guard let use = try FileLock.sharing(place + Self.use) else {
            // It is held alone only with the lock that we have.
            throw SystemError("flock", subject: place + Self.use, number: EWOULDBLOCK)
        }
        return (place, use)
    }

    private func locked() async throws -> FileLock {
        try FileSystem.makeDirectory(directory)
        return try await FileLock.waiting(for: directory + "/lock")
    }

    private func filled(
        _ key: String, replacing group: String?, _ fill: @Sendable (String) async throws -> Void
    ) async throws -> String {
        let place = directory + "/" + key
        if !FileSystem.exists(place + Self.mark) {
            try await blocking {
                evict(replaced: group)
                try FileSystem.remove(place)
            }
            do { try await fill(place) } catch {
                // Half of it is of no use to anybody.
                try? await blocking { () throws(SystemError) in try FileSystem.remove(place) }
                throw error
            }
        }
        try FileSystem.write([], to: place + Self.mark, synced: false)
        return place
    }

    /// Call it with the lock: what has no mark was being made when its process was killed.
    func evict(replaced group: String? = nil) {
        let now = time(nil)
        for name in FileSystem.names(in: directory) where name != "lock" {
            let place = "\(directory)/\(name)"
            let isReplaced = group.map(name.hasPrefix) ?? false
            if let used = FileSystem.status(place + Self.mark), !isReplaced, now - used.st_mtim.tv_sec <= Self.month {
                continue
            }
            let isHeld = FileSystem.exists(place + Self.use) && (try? FileLock.trying(place + Self.use)) == nil
            if !isHeld { try? FileSystem.remove(place) }
        }
    }
}
