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

    /// What is wrong with the variables that name them, and what to do.
    private let fault: String?

    package init(runtime: String, cache: String) {
        self.runtime = runtime
        self.cache = cache
        fault = nil
    }

    /// By `MAYFLY_RUNTIME_DIR` and `MAYFLY_CACHE_DIR`, else by XDG, else a directory of the user's own in `/tmp`.
    ///
    /// A relative path of ours is an error, thrown by ``prepare()``; one of XDG's counts as none, as XDG says.
    package init(environment: [String: String], user: UInt32, home: String) {
        func absolute(_ name: String) -> String? {
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        runtime =
            absolute("MAYFLY_RUNTIME_DIR") ?? absolute("XDG_RUNTIME_DIR").map { $0 + "/mayfly" }
            ?? "/tmp/mayfly-\(user)"
        cache = absolute("MAYFLY_CACHE_DIR") ?? (absolute("XDG_CACHE_HOME") ?? home + "/.cache") + "/mayfly"
        fault =
            ["MAYFLY_RUNTIME_DIR", "MAYFLY_CACHE_DIR"].lazy.compactMap { name in
                guard let value = environment[name], !value.hasPrefix("/") else { return nil }
                let what = value.isEmpty ? "is set but empty" : "is \"\(value)\", which is no absolute path"
                return "\(name) \(what). Set it to a path that begins with /, or unset it: unset \(name)"
            }.first
    }

    /// The file that says that a directory is ours, and of which format.
    private static let marker = "version"
    static func isMarker(_ name: String) -> Bool { name == marker }
    private static func isUnfinishedMarker(_ name: String) -> Bool {
        FileSystem.finalName(ofUnfinished: name).map(isMarker) ?? false
    }

    package var machines: String { runtime + "/m" }
    package func machine(_ identifier: String) -> String { machines + "/" + identifier }
    package var daemon: String { runtime + "/libvirt" }
    /// Who has been promised the host's memory, and who waits for it.
    package var ledger: String { runtime + "/ledger" }
    package var images: String { cache + "/images" }
    /// Overlays and seeds of machines.
    package var disks: String { cache + "/machines" }
    package func disks(_ identifier: String) -> String { disks + "/" + identifier }
    /// Machines that were booted and frozen, for others to go on from.
    package var templates: String { cache + "/templates" }
    package var verdicts: String { cache + "/verdicts" }

    /// Makes what is missing, and refuses what is not ours to use.
    package func prepare() throws(HostError) {
        if let fault { throw HostError(.setting, fault) }
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
            for directory in [machines, daemon, images, verdicts, ledger + "/granted", ledger + "/waiting"] {
                try FileSystem.makeDirectory(directory)
            }
        } catch {
            throw HostError(.directory, "cannot make a directory of Mayfly's", cause: error)
        }
    }

    private func claim(_ directory: String, _ variable: String) throws(HostError) {
        guard directory.hasPrefix("/") else {
            throw HostError(
                .path, "\(directory) is not an absolute path. Set \(variable) to one that begins with a slash.")
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
        // Before anything of it is changed: it may be somebody's. The names first: whoever claims it at this moment writes
        // its marker before anything else.
        let names = FileSystem.names(in: directory)
        let marker = directory + "/" + Self.marker
        let found = FileSystem.text(marker)
        guard found != nil || names.allSatisfy(Self.isUnfinishedMarker) else {
            throw HostError(
                .directory,
                "\(directory) holds files but no \"\(Self.marker)\" of Mayfly's, so they may be somebody's. Set \(variable) to "
                    + "a new or empty directory; or, if nothing in it is worth keeping, remove it.")
        }
        if let found, found != Self.format + "\n" {
            throw HostError(
                .version,
                "\(directory) was laid out by another version of Mayfly (\(found.prefix(40).filter { $0 != "\n" }), this one "
                    + "writes \(Self.format)). Use that version, set \(variable) to another directory, or remove it."
            )
        }
        guard status.st_mode & 0o022 == 0 || chmod(directory, 0o700) == 0 else {
            throw HostError(.directory, "\(directory) can be written by others. Run: chmod go-w \(directory)")
        }
        guard access(directory, W_OK) == 0 else {
            throw HostError(.directory, "\(directory) cannot be written. Set \(variable) to a directory you can write.")
        }
        guard found == nil else { return }
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
