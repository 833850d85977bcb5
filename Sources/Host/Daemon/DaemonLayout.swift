/// The files of the private daemon: everything that libvirt would put under a user's XDG directories.
package struct DaemonLayout: Sendable, Hashable {
    package let root: String
    /// libvirt's knowledge of QEMU binaries and QEMU's logs; kept across boots where the daemon may write the cache.
    package let cache: String

    package init(_ directories: HostDirectories, identity: DaemonIdentity) {
        root = directories.daemon
        cache = identity.owner == nil ? directories.cache + "/libvirt" : directories.daemon + "/cache"
    }

    var configuration: String { root + "/config" }
    var runtime: String { root + "/run" }
    var state: String { root + "/state" }
    var data: String { root + "/data" }
    var settings: String { configuration + "/libvirt/qemu.conf" }
    var lock: String { root + "/lock" }
    var log: String { root + "/log" }
    package var socket: String { runtime + "/libvirt/libvirt-sock" }
    package var uri: String { "qemu+unix:///session?socket=\(socket)" }

    /// Where libvirt keeps the number of a domain's QEMU.
    package func pidFile(of domain: String) -> String { runtime + "/libvirt/qemu/run/\(domain).pid" }
    /// What QEMU wrote to its standard error.
    package func qemuLog(of domain: String) -> String { cache + "/libvirt/qemu/log/\(domain).log" }
    package var qemuLogs: String { cache + "/libvirt/qemu/log" }

    var directories: [String] { [root, cache, configuration, configuration + "/libvirt", runtime, state, data] }

    /// Only these, and PATH: nothing of the caller's session leads the daemon elsewhere.
    func environment(path: String) -> [String: String] {
        [
            "PATH": path, "HOME": root, "XDG_CONFIG_HOME": configuration, "XDG_RUNTIME_DIR": runtime,
            "XDG_CACHE_HOME": cache, "XDG_STATE_HOME": state, "XDG_DATA_HOME": data,
        ]
    }

    /// qemu.conf: no virtlogd that outlives us, no confinement that a session cannot have. QEMU's seccomp filter stays.
    static let settingsText = """
        stdio_handler = "file"
        security_driver = "none"
        remember_owner = 0
        namespaces = []
        cgroup_controllers = []

        """
}
