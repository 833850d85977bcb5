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
    /// Locks of what the machine uses and does not own.
    private let held = Mutex<[FileLock]>([])

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

    /// Keeps a lock until the machine is gone, or left to itself.
    package func hold(_ lock: FileLock) { held.withLock { $0.append(lock) } }

    private func releaseHeld() {
        for lock in held.withLock({ held in
            defer { held = [] }
            return held
        }) { lock.release() }
    }

    /// Lets the machine outlive us, until a time of ``HostClock``'s: written first, so that no sweeper finds it neither owned nor kept.
    package func keep(until expiry: Double) throws(HostError) {
        var kept = lease
        kept.expiry = expiry
        try kept.save(to: path)
        disks.withLock { $0 }?.letGo()
        releaseHeld()
        lock.release()
    }

    /// Removes the directory and all in it, and the disks.
    package func remove() throws(SystemError) {
        releaseHeld()
        try disks.withLock { $0 }?.remove()
        try Self.removeAttached(to: path)
        try FileSystem.remove(path)
        lock.release()
    }

    /// A link in the directory to what libvirt keeps of the machine's TPM, which it forgets when it is killed.
    private static let attached = "tpm"

    /// Has a directory of libvirt's removed with the machine.
    package func attach(_ place: String) throws(SystemError) {
        let link = path + "/" + Self.attached
        try retrying("symlink", link) { symlink(place, link) }
    }

    /// Removes what lies elsewhere and is to be gone with a machine's directory; a link there leads to what is kept.
    package static func removeAttached(to directory: String) throws(SystemError) {
        guard let place = FileSystem.linkTarget(directory + "/" + attached) else { return }
        try FileSystem.remove(place)
    }
}
