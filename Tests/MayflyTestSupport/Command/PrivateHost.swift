import Glibc
import Host
import LibvirtDaemon

/// A runtime directory of a test's own, with its own daemon; what was learnt of the host is shared with the others.
package struct PrivateHost: Sendable {
    package let scratch = Scratch("host")
    package var runtime: String { scratch("r") }
    package var environment: [String: String] { ["MAYFLY_RUNTIME_DIR": runtime] }

    package init() {}

    /// Ends the daemon, if one was started; the last thing that a test does here.
    package func close() async {
        let directories = HostDirectories(runtime: runtime, cache: HostDirectories.ofThisUser.cache)
        let daemon = PrivateDaemon(directories: directories, identity: await .probe())
        guard let pid = daemon.pid, let process = ProcessHandle(pid: pid, where: { _ in true }) else { return }
        process.signal(SIGTERM)
        await process.wait()
    }
}
