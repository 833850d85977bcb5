import CLinux
import Host

/// The host's busybox, the shell and small commands of a tiny guest.
package struct Busybox: Sendable, Hashable {
    /// Where Debian, Ubuntu and Fedora put it.
    package static let usualPath = "/bin/busybox"

    /// Commands without which the guest does not come up.
    static let needed = ["init", "sh", "mount", "modprobe", "ip", "mkdir", "cttyhack"]

    package let path: String
    /// The names of its commands.
    package let applets: [String]

    package init(path: String, applets: [String]) {
        self.path = path
        self.applets = applets
    }

    /// Checks the program and asks it for its commands.
    package static func examine(_ path: String) async throws(ImageError) -> Busybox {
        try await checkStatic(path)
        let result: Child.Result
        do throws(HostError) {
            result = try await Child.run(path, ["--list"], limit: .seconds(20))
        } catch {
            throw ImageError(.busybox, "\(path) does not run", cause: error)
        }
        let applets = result.output.split(separator: "\n").map(String.init).filter { !$0.isEmpty && !$0.contains("/") }
        let needed = Self.needed.filter { !applets.contains($0) }
        guard result.end == .exited(0), needed.isEmpty else {
            throw ImageError(
                .busybox,
                result.end == .exited(0)
                    ? "\(path) lacks \(needed.joined(separator: ", ")), which the guest needs. Install the package busybox-static."
                    : "\(path) --list failed: \(result.output.prefix(200))")
        }
        return Busybox(path: path, applets: applets.sorted())
    }
}
