import CLinux
import Glibc
import Host
import Libvirt
import LibvirtDaemon
import MayflyTestSupport

/// A runtime directory for a daemon of one test's own; all share a cache, so that QEMU is probed once.
struct DaemonPlace {
    let scratch = Scratch("d")
    let directories: HostDirectories
    let identity: DaemonIdentity

    /// Removed with the test process: nothing else ends a static.
    private static let cache: Scratch = {
        // Tests of other targets fork children that exit: only the test process itself cleans up.
        atexit { if getpid() == DaemonPlace.owner { try? FileSystem.remove(DaemonPlace.cache.path) } }
        return Scratch("d-cache")
    }()
    private static let owner = getpid()

    init(cache: String = Self.cache.path) async throws {
        // Known before any child can ask.
        _ = Self.owner
        directories = HostDirectories(runtime: scratch("r"), cache: cache)
        try directories.prepare()
        identity = await .probe()
    }

    func daemon(idle: Int = 30, limit: Duration = .seconds(30), path: String? = nil) -> PrivateDaemon {
        PrivateDaemon(
            directories: directories, identity: identity, idleSeconds: idle, startLimit: limit,
            path: path ?? FileSystem.programPath)
    }

    /// Every libvirtd of this place, by its environment. What one starts looks like it for a moment.
    var daemons: [Int32] {
        FileSystem.names(in: "/proc").compactMap { Int32($0) }.filter { pid in
            ProcessTable.commandLine(of: pid).first?.hasSuffix("libvirtd") ?? false
                && FileSystem.text("/proc/\(pid)/environ")?.contains(scratch.path + "/") ?? false
        }
    }

    /// A program that takes another one's place, in a directory to be put first on the path.
    func replace(_ program: String, by script: String) throws -> String {
        try scratch.write("script", "#!/bin/sh\n" + script)
        // By another process: a program that a child of ours may still have open for writing cannot be started.
        mkdir(scratch("bin"), 0o755)
        let copy = try SpawnRequest("/usr/bin/install", ["-m", "755", scratch("script"), scratch("bin/\(program)")])
            .start()
        var status: Int32 = 0
        waitpid(copy, &status, 0)
        return scratch("bin") + ":" + FileSystem.programPath
    }

    /// Ends what runs here and waits until it is gone.
    func close() async {
        for pid in daemons {
            guard let process = ProcessHandle(pid: pid, where: { $0.first?.hasSuffix("libvirtd") ?? false }) else {
                continue
            }
            process.signal(SIGTERM)
            await process.wait()
        }
    }
}
