import CLinux
import Glibc
package import Offload

/// Where a machine's big files are: overlays and seeds, on the cache's disk, because the runtime directory may be memory.
///
/// `RUN.owner` is a link to the machine's directory, there before `RUN` and after it: disks whose machine is gone are
/// known by it. Locked by the machine's owner, because a container may share the cache and not see the machine.
package final class MachineDisks: Sendable {
    package let path: String
    private let link: String
    private let lock: FileLock

    private init(path: String, link: String, lock: FileLock) {
        self.path = path
        self.link = link
        self.lock = lock
    }

    private static let linkSuffix = ".owner"
    /// What names of links to the images begin with that the overlays are made on; no volume has such a name.
    private static let base = "_base"
    /// The one link of earlier versions.
    private static let onlyBase = "base"

    /// Makes and locks the directory of a machine's disks.
    static func make(
        for run: String, machine: String, in directories: HostDirectories
    ) throws(SystemError) -> MachineDisks {
        let path = directories.disks(run)
        let link = path + linkSuffix
        try FileSystem.makeDirectory(directories.disks)
        try retrying("symlink", link) { symlink(machine, link) }
        do throws(SystemError) {
            try retrying("mkdir", path) { mkdir(path, 0o700) }
            guard let lock = try FileLock.trying(existing: path) else {
                throw SystemError("flock", subject: path, number: EWOULDBLOCK)
            }
            return MachineDisks(path: path, link: link, lock: lock)
        } catch {
            rmdir(path)
            unlink(link)
            throw error
        }
    }

    /// Says that overlays are made on an image, so that it is not evicted meanwhile; once for each image.
    package func use(base image: String) throws(SystemError) {
        let names = FileSystem.names(in: path).filter { $0.hasPrefix(Self.base) }
        guard !names.contains(where: { FileSystem.linkTarget("\(path)/\($0)") == image }) else { return }
        let link = "\(path)/\(Self.base)\(names.count)"
        try retrying("symlink", link) { symlink(image, link) }
    }

    /// Leaves the disks to a machine that outlives us.
    func letGo() { lock.release() }

    func remove() throws(SystemError) {
        try FileSystem.remove(path)
        unlink(link)
        lock.release()
    }

    /// Removes the disks of a machine that is gone, whoever made them.
    package static func remove(of run: String, in directories: HostDirectories) throws(SystemError) {
        let path = directories.disks(run)
        try FileSystem.remove(path)
        try FileSystem.remove(path + linkSuffix)
    }

    /// The images that machines have overlays on.
    package static func basesInUse(in directories: HostDirectories) -> Set<String> {
        Set(users(in: directories).keys)
    }

    /// The same, with the names of the machines.
    package static func users(in directories: HostDirectories) -> [String: [String]] {
        var users: [String: [String]] = [:]
        for run in FileSystem.names(in: directories.disks) where Lease.isRun(run) {
            let place = "\(directories.disks)/\(run)"
            let owner = FileSystem.linkTarget(place + linkSuffix).flatMap(Lease.load(from:))
            for name in FileSystem.names(in: place) where name == onlyBase || name.hasPrefix(base) {
                guard let image = FileSystem.linkTarget("\(place)/\(name)") else { continue }
                users[image, default: []].append(owner?.machine ?? run)
            }
        }
        return users
    }

    /// Removes disks whose machine is gone; those that cannot be removed are told.
    static func sweep(_ directories: HostDirectories) -> [String] {
        var failures: [String] = []
        for name in FileSystem.names(in: directories.disks) where name.hasSuffix(linkSuffix) {
            let run = String(name.dropLast(linkSuffix.count))
            guard Lease.isRun(run), let machine = FileSystem.linkTarget("\(directories.disks)/\(name)"),
                !FileSystem.exists(machine), !isInUse(directories.disks(run))
            else { continue }
            do throws(SystemError) {
                try remove(of: run, in: directories)
            } catch {
                failures.append("\(directories.disks(run)): \(error)")
            }
        }
        return failures
    }

    /// Whether its owner lives, or a QEMU has one of the disks open: it locks them.
    private static func isInUse(_ path: String) -> Bool {
        guard FileSystem.exists(path) else { return false }
        guard let lock = try? FileLock.trying(existing: path) else { return true }
        defer { lock.release() }
        return FileSystem.names(in: path).contains { name in
            let number = open(path + "/" + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            guard number >= 0 else { return false }
            let file = Descriptor(owning: number)
            return mayfly_lock_holder(file.raw) != 0
        }
    }
}
