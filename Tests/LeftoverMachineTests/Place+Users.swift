import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

extension Place {
    /// A place of a user who has nothing else; made by root.
    static func ofPlainUser(_ name: String = "user", id: UInt32 = 65534) async throws -> Place {
        var place = try await Place(name, open: true)
        place.prefix = ["setpriv", "--reuid=\(id)", "--regid=\(id)", "--clear-groups", "--no-new-privs", "--"]
        try retrying("chown", place.scratch.path) { chown(place.scratch.path, id, id) }
        return place
    }
}

/// What root finds in a usual container: a name space where it may make no other one, and few capabilities.
final class Container: Sendable {
    let place: Place
    private let holder: Caller

    /// What the usual container engines leave to root.
    private static let capabilities = [
        "chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "net_bind_service",
        "net_raw",
        "sys_chroot", "mknod", "audit_write", "setfcap",
    ]

    init() async throws {
        var place = try await Place("ct", open: true)
        // It has its capabilities only when it is started anew as root of its name space: hence the second shell.
        let forbid = "echo 0 > /proc/sys/user/max_user_namespaces && echo ready && exec sleep 100000"
        let script =
            "until grep -q . /proc/self/uid_map && grep -q . /proc/self/gid_map; do sleep 0.02; done; exec sh -c '\(forbid)'"
        holder = try Caller(["unshare", "--user", "--", "sh", "-c", script], environment: place.environment)
        let pid = holder.process.pid
        let isInside = try await eventually {
            FileSystem.linkTarget("/proc/\(pid)/ns/user") != FileSystem.linkTarget("/proc/self/ns/user")
        }
        try #require(isInside, "\(holder.output)")
        for map in ["gid_map", "uid_map"] { try Self.put("0 0 65536", into: "/proc/\(pid)/\(map)") }
        try #require(try await holder.says("ready"), "\(holder.output)")
        place.prefix = [
            "nsenter", "--user=/proc/\(pid)/ns/user", "--", "setpriv", "--inh-caps=-all",
            "--bounding-set=-all," + Self.capabilities.map { "+" + $0 }.joined(separator: ","), "--",
        ]
        self.place = place
    }

    private static func put(_ text: String, into path: String) throws {
        let file = Descriptor(owning: try retrying("open", path) { open(path, O_WRONLY | O_CLOEXEC) })
        try retrying("write", path) { write(file.raw, text, text.utf8.count) }
    }

    func close() async {
        holder.signal(SIGKILL)
        _ = await holder.end()
    }
}
