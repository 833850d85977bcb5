import CLinux
import Glibc
import Offload

/// Where everything of ours lives: what dies with the host's boot, and what is worth keeping.
package struct HostDirectories: Sendable, Hashable {
    /// The format of what lies in both; a directory of another one is refused.
    package static let format = "mayfly 1"
    /// Sockets lie beneath: libvirt's longest is this much deeper, and an address has room for 107 bytes.
    package static let longestRuntime =
        107 - "/libvirt/config/libvirt/qemu/lib/domain-99999-mayfly-abcdefghijk-x/monitor.sock".utf8.count

    /// The daemon, machines, sockets, console logs.
    package let runtime: String
    /// Images, verdicts of probes, libvirt's knowledge of QEMU.
    package let cache: String

    package init(runtime: String, cache: String) {
        self.runtime = runtime
        self.cache = cache
    }

    /// By `MAYFLY_RUNTIME_DIR` and `MAYFLY_CACHE_DIR`, else by XDG, else a directory of the user's own in `/tmp`.
    ///
    /// An empty variable counts as none, and so does a relative path of XDG's, as its specification says; a relative one
    /// of ours is refused by ``prepare()``.
    package init(environment: [String: String], user: UInt32, home: String) {
        func ours(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        func xdg(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        runtime = ours("MAYFLY_RUNTIME_DIR") ?? xdg("XDG_RUNTIME_DIR").map { $0 + "/mayfly" } ?? "/tmp/mayfly-\(user)"
        cache = ours("MAYFLY_CACHE_DIR") ?? (xdg("XDG_CACHE_HOME") ?? home + "/.cache") + "/mayfly"
    }

    package var machines: String { runtime + "/m" }
    package func machine(_ identifier: String) -> String { machines + "/" + identifier }
    package var daemon: String { runtime + "/libvirt" }
    package var images: String { cache + "/images" }
    package var verdicts: String { cache + "/verdicts" }

    /// Makes what is missing, and refuses what is not ours to use.
    package func prepare() throws(HostError) {
        guard runtime.utf8.count <= Self.longestRuntime else {
            throw HostError(
                .path,
                "\(runtime) is \(runtime.utf8.count) bytes long; sockets beneath it would not fit their addresses (107 bytes). "
                    + "Set MAYFLY_RUNTIME_DIR to a directory of at most \(Self.longestRuntime) bytes.")
        }
        for (directory, variable) in [(runtime, "MAYFLY_RUNTIME_DIR"), (cache, "MAYFLY_CACHE_DIR")] {
            try claim(directory, variable)
        }
        do throws(SystemError) {
            for directory in [machines, daemon, images, verdicts] { try FileSystem.makeDirectory(directory) }
        } catch {
            throw HostError(.directory, "cannot make a directory of Mayfly's", cause: error)
        }
    }

    private func claim(_ directory: String, _ variable: String) throws(HostError) {
        guard directory.hasPrefix("/") else {
            throw HostError(.path, "\(directory) is not an absolute path. Set \(variable) to one that begins with a slash.")
        }
        do throws(SystemError) {
            try FileSystem.makeDirectory(directory)
        } catch {
            throw HostError(
                .directory, "cannot make \(directory). Set \(variable) to a directory you can write.", cause: error)
        }
        guard let status = FileSystem.status(directory), status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid()
        else {
            throw HostError(
                .directory, "\(directory) is not a directory of your own. Remove it, or set \(variable) to one that is."
            )
        }
        guard status.st_mode & 0o022 == 0 || chmod(directory, 0o700) == 0 else {
            throw HostError(.directory, "\(directory) can be written by others. Run: chmod go-w \(directory)")
        }
        guard access(directory, W_OK) == 0 else {
            throw HostError(.directory, "\(directory) cannot be written. Set \(variable) to a directory you can write.")
        }
        let marker = directory + "/version"
        if let found = FileSystem.text(marker) {
            guard found == Self.format + "\n" else {
                throw HostError(
                    .version,
                    "\(directory) was laid out by another version of Mayfly (\(found.prefix(40).filter { $0 != "\n" }), this one "
                        + "writes \(Self.format)). Use that version, set \(variable) to another directory, or remove it."
                )
            }
            return
        }
        do throws(SystemError) {
            try FileSystem.write(Array((Self.format + "\n").utf8), to: marker)
        } catch {
            throw HostError(
                .directory, "\(directory) cannot be written. Set \(variable) to a directory you can write.",
                cause: error)
        }
    }
}

extension HostDirectories {
    /// The directories of this process's user.
    package static var ofThisUser: HostDirectories {
        let environment = ProcessEnvironment.current
        let home = environment["HOME"] ?? getpwuid(geteuid()).map { String(cString: $0.pointee.pw_dir) } ?? "/"
        return HostDirectories(environment: environment, user: geteuid(), home: home)
    }
}
