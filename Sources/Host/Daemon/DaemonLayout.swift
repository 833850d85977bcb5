/// The files of the private daemon: everything that libvirt would put under a user's XDG directories.
package struct DaemonLayout: Sendable, Hashable {
    package let root: String
    /// Held by whoever starts the daemon; beside `root`, which may be made anew.
    package let lock: String
    /// Where libvirt's knowledge of QEMU binaries is kept across boots and shared by runtime directories; nil when the
    /// daemon is another user, who has no business in our cache.
    package let knowledge: String?

    package init(_ directories: HostDirectories, identity: DaemonIdentity) {
        root = directories.daemon
        lock = directories.runtime + "/libvirt.lock"
        knowledge = identity.owner == nil ? directories.cache + "/libvirt" : nil
    }

    var configuration: String { root + "/config" }
    var cache: String { root + "/cache" }
    var runtime: String { root + "/run" }
    var state: String { root + "/state" }
    var data: String { root + "/data" }
    static let settingsName = "qemu.conf"
    var settingsDirectory: String { configuration + "/libvirt" }
    package var settings: String { settingsDirectory + "/" + Self.settingsName }
    package var log: String { root + "/log" }
    /// Locked by libvirtd from before it listens until it is gone.
    package var pidFile: String { runtime + "/libvirt/libvirtd.pid" }
    package var socket: String { runtime + "/libvirt/libvirt-sock" }
    package var uri: String { "qemu+unix:///session?socket=\(socket)" }

    /// Where libvirt keeps the number of a domain's QEMU.
    package func pidFile(of domain: String) -> String { runtime + "/libvirt/qemu/run/\(domain).pid" }
    /// Where libvirt keeps the state of a domain's TPM.
    package func tpmState(of uuid: String) -> String { configuration + "/libvirt/qemu/swtpm/" + uuid }
    /// What QEMU wrote to its standard error.
    package func qemuLog(of domain: String) -> String { cache + "/libvirt/qemu/log/\(domain).log" }
    package var qemuLogs: String { cache + "/libvirt/qemu/log" }

    package var directories: [String] {
        [root, cache, configuration, configuration + "/libvirt", runtime, state, data]
            + ["/libvirt", "/libvirt/qemu"].map { cache + $0 }
    }

    /// Where libvirt looks for what it knows of QEMU binaries.
    package var knowledgeLink: String { cache + "/libvirt/qemu/cache" }

    /// Only these, and PATH: nothing of the caller's session leads the daemon elsewhere.
    package func environment(path: String) -> [String: String] {
        [
            "PATH": path, "HOME": root, "XDG_CONFIG_HOME": configuration, "XDG_RUNTIME_DIR": runtime,
            "XDG_CACHE_HOME": cache, "XDG_STATE_HOME": state, "XDG_DATA_HOME": data,
        ]
    }

    /// qemu.conf: no virtlogd that outlives us, no confinement that a session cannot have. QEMU's seccomp filter stays.
    package static let settingsText = """
        stdio_handler = "file"
        security_driver = "none"
        remember_owner = 0
        namespaces = []
        cgroup_controllers = []

        """
}
