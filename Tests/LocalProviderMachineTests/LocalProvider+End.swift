import Host
import LibvirtDaemon

@testable import LocalProvider

extension LocalProvider {
    /// Ends its daemon, which would write into its directory when that is gone: for one in a directory of a test's own.
    func end() async {
        await close()
        let daemon = PrivateDaemon(directories: host.directories, identity: host.identity)
        if let pid = daemon.pid { await ProcessHandle(pid: pid) { _ in true }?.kill() }
    }
}
