import CLinux
import Glibc
import Host

/// Directories of sockets that libguestfs leaves in `/tmp` when its process is killed: it gives no way to have them
/// elsewhere.
enum ApplianceSockets {
    private static let prefix = "libguestfs"
    /// One that is just being made has no socket yet.
    private static let youngest = 60

    /// Removes this user's whose sockets nobody has open any more.
    static func sweep(in directory: String = "/tmp", sockets: String? = FileSystem.text("/proc/net/unix")) {
        guard let sockets else { return }
        for name in FileSystem.names(in: directory) where name.hasPrefix(prefix) {
            let path = directory + "/" + name
            guard let status = FileSystem.status(path), status.st_mode & S_IFMT == S_IFDIR,
                status.st_uid == geteuid(), time(nil) - status.st_mtim.tv_sec > youngest,
                holdsNothingButSockets(path), !sockets.contains(path + "/")
            else { continue }
            try? FileSystem.remove(path)
        }
    }

    /// libguestfs has directories of this name for disks too, which somebody may be using.
    private static func holdsNothingButSockets(_ path: String) -> Bool {
        let names = FileSystem.names(in: path)
        return !names.isEmpty
            && names.allSatisfy { FileSystem.status("\(path)/\($0)").map { $0.st_mode & S_IFMT == S_IFSOCK } ?? false }
    }
}
