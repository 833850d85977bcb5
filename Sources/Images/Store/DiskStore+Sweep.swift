import Digests
import Glibc
import HTTP
import Host
import Offload

extension DiskStore {
    /// Removes what builds left that died; for `gc`, and whoever starts.
    package func sweep() async {
        await sweep(holding: nil)
        await blocking { ApplianceSockets.sweep() }
    }

    /// Builds whose lock is free are dead; the holder of a lock says whose is its own.
    func sweep(holding own: String?) async {
        for key in FileSystem.names(in: directory + "/builds") where Digest.isText(key) {
            if key == own {
                await Remains.remove(build(key))
            } else if let lock = try? FileLock.trying("\(directory)/locks/\(key)") {
                await Remains.remove(build(key))
                lock.release()
            }
        }
        for key in FileSystem.names(in: directory + "/downloads") where Digest.isText(key) && key != own {
            guard LastUse.isLongAgo(partial(key)), let lock = try? FileLock.trying("\(directory)/locks/\(key)") else {
                continue
            }
            HTTPClient.discardPartial(partial(key))
            lock.release()
        }
        for place in ["names", "records", "inspections", "inputs"] {
            FileSystem.sweepUnfinished(in: "\(directory)/\(place)")
        }
        for name in FileSystem.names(in: directory + "/requests") {
            guard let range = name.firstRange(of: FileSystem.unfinished), Digest.isText(name[..<range.lowerBound]),
                own == String(name[..<range.lowerBound])
            else { continue }
            try? FileSystem.remove("\(directory)/requests/\(name)")
        }
    }
}

/// What a build leaves.
enum Remains {
    /// Removes a tree that may hold files of subordinate ids, which their plain user cannot remove as such.
    static func remove(_ path: String) async {
        // Processes of a build that was just killed may make a file or two while they die.
        for attempt in 0..<50 {
            if (try? await blocked(path)) != nil { return }
            if attempt % 10 == 0 { await removeAsRoot(path) }
            guard FileSystem.exists(path) else { return }
            // Not the caller's to cancel: who is cancelled cleans up all the same.
            await Task { try? await Task.sleep(for: .milliseconds(20)) }.value
        }
    }

    private static func blocked(_ path: String) async throws {
        try await blocking { () throws(SystemError) in try FileSystem.remove(path) }
    }

    private static func removeAsRoot(_ path: String) async {
        guard geteuid() != 0 else { return }
        await Task {
            let command = BootstrapMode.user.command(["rm", "-rf", "--", path])
            guard let program = FileSystem.program(command[0]) else { return }
            _ = try? await Child.run(program, Array(command.dropFirst()), limit: .seconds(60))
        }.value
    }
}
