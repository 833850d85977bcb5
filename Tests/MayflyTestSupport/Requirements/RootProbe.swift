import Glibc
import Host

/// Whether this process has a superuser's rights.
enum RootProbe {
    static func obstacle() -> String? {
        geteuid() == 0 ? nil : "this process is not root"
    }

    /// Tries to mount something where nobody else sees it.
    static func mountObstacle() async -> String? {
        if let obstacle = obstacle() { return obstacle }
        guard let unshare = FileSystem.program("unshare") else {
            return "unshare is not installed (package util-linux)"
        }
        let mount = "mount -t tmpfs -o size=1m none /mnt"
        let result = try? await Child.run(unshare, ["-m", "sh", "-c", mount], limit: .seconds(10))
        return result?.end == .exited(0) ? nil : "file systems cannot be mounted here: \(result?.output ?? "no answer")"
    }
}
