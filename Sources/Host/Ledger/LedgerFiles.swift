import Glibc
import Lifecycle
import Offload

/// The ledger's directories: a file for each grant and for each who waits, locked by its owner. The kernel frees the lock
/// however the owner dies, so that whoever looks can tell the dead ones.
struct LedgerFiles: Sendable {
    let root: String
    var granted: String { root + "/granted" }
    var waiting: String { root + "/waiting" }

    /// A file and what a close look at it found.
    struct Holding: Sendable, Hashable {
        let entry: LedgerEntry
        let record: LedgerRecord
        let taken: Int64

        var promise: Room.Promise { Room.Promise(bytes: entry.bytes, taken: taken) }
    }

    /// Keeps all other processes out; held for a fraction of a millisecond. Who only looks makes no directories.
    func lock() async throws(SystemError) -> FileLock { try await FileLock.waiting(forExisting: root) }

    /// The same for who is going to write.
    func lockToWrite() async throws(SystemError) -> FileLock {
        do throws(SystemError) {
            return try await FileLock.waiting(forExisting: root)
        } catch  where error.number == ENOENT {
            for directory in [root, granted, waiting] { try FileSystem.makeDirectory(directory) }
            return try await FileLock.waiting(forExisting: root)
        }
    }

    /// What the names say, in order: some of it may be dead people's.
    func entries(in directory: String) -> [LedgerEntry] {
        FileSystem.names(in: directory).compactMap { LedgerEntry($0) }.sorted { $0.ticket < $1.ticket }
    }

    /// Looks at each file, and removes those of the dead. The ledger is locked.
    func holdings(in directory: String) -> [Holding] {
        entries(in: directory).compactMap { examine($0, in: directory) }
    }

    /// Removes files of the dead. The ledger is locked.
    func sweep() {
        for directory in [granted, waiting] {
            for entry in entries(in: directory) where !isHeld(directory + "/" + entry.name) {
                _ = examine(entry, in: directory)
            }
        }
    }

    private func isHeld(_ path: String) -> Bool {
        guard let lock = try? FileLock.trying(existing: path) else { return true }
        lock.release()
        return false
    }

    private func examine(_ entry: LedgerEntry, in directory: String) -> Holding? {
        let path = directory + "/" + entry.name
        let lock: FileLock?
        // It went away meanwhile, or it is nothing that we could have made.
        do throws(SystemError) { lock = try FileLock.trying(existing: path) } catch { return nil }
        defer { lock?.release() }
        let record = LedgerRecord(FileSystem.text(path) ?? "")
        let isAlive = record.process?.isAlive ?? false
        // A machine goes on without its owner while it is kept, and for the moment until libvirt has ended it.
        guard lock == nil || isAlive else {
            unlink(path)
            return nil
        }
        return Holding(entry: entry, record: record, taken: isAlive ? record.process?.taken ?? 0 : 0)
    }

    /// Makes and locks a file. The ledger is locked.
    func make(_ entry: LedgerEntry, in directory: String, _ record: LedgerRecord) throws(SystemError) -> FileLock {
        let path = directory + "/" + entry.name
        let lock: FileLock?
        do throws(SystemError) {
            lock = try FileLock.trying(path)
        } catch  where error.number == ENOENT {
            try FileSystem.makeDirectory(directory)
            lock = try FileLock.trying(path)
        }
        guard let lock else { throw SystemError("flock", subject: path, number: EWOULDBLOCK) }
        do throws(SystemError) {
            try lock.append(record.text)
        } catch {
            unlink(path)
            throw error
        }
        return lock
    }
}
