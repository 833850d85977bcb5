import Glibc
package import Offload
import Synchronization

/// A machine's files: sockets, console log, lease. Locked by whoever owns the machine, for as long as that lives.
package final class MachineDirectory: Sendable {
    package let path: String
    package let lease: Lease
    private let lock: FileLock
    private let directories: HostDirectories
    private let disks = Mutex<MachineDisks?>(nil)

    private init(path: String, lease: Lease, lock: FileLock, directories: HostDirectories) {
        self.path = path
        self.lease = lease
        self.lock = lock
        self.directories = directories
    }

    /// Makes and locks a directory for a new machine.
    package static func make(
        machine: String, in directories: HostDirectories, identity: DaemonIdentity
    ) throws(HostError) -> MachineDirectory {
        while true {
            let lease = Lease(
                machine: machine, pid: getpid(), startTime: ProcessTable.startTime(of: getpid()) ?? 0,
                boot: ProcessTable.bootIdentifier)
            let path = directories.machine(lease.run)
            let lock: FileLock
            do throws(SystemError) {
                try retrying("mkdir", path) { mkdir(path, 0o700) }
                // A sweeper may come between the two calls and take it for a dead one's.
                guard let locked = try FileLock.trying(existing: path), locked.isLinked else { continue }
                lock = locked
                try identity.hand(over: path)
            } catch  where error.number == ENOENT {
                continue
            } catch {
                throw HostError(.directory, "cannot make a directory for the machine", cause: error)
            }
            let directory = MachineDirectory(path: path, lease: lease, lock: lock, directories: directories)
            do throws(HostError) {
                try lease.save(to: path)
            } catch {
                try? directory.remove()
                throw error
            }
            return directory
        }
    }

    package var consoleLog: String { path + "/console.log" }
    package var consoleSocket: String { path + "/console" }
    package func helperSocket(_ number: Int) -> String { path + "/h\(number)" }

    /// Makes the place for the machine's disks; asked for once, by a machine that has any.
    package func makeDisks() throws(SystemError) -> MachineDisks {
        let made = try MachineDisks.make(for: lease.run, machine: path, in: directories)
        disks.withLock { $0 = made }
        return made
    }

    /// Lets the machine outlive us, until a time of ``HostClock``'s: written first, so that no sweeper finds it neither owned nor kept.
    package func keep(until expiry: Double) throws(HostError) {
        var kept = lease
        kept.expiry = expiry
        try kept.save(to: path)
        disks.withLock { $0 }?.letGo()
        lock.release()
    }

    /// Removes the directory and all in it, and the disks.
    package func remove() throws(SystemError) {
        try disks.withLock { $0 }?.remove()
        try FileSystem.remove(path)
        lock.release()
    }
}
