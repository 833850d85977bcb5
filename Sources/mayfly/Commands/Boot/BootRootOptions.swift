import Mayfly
import Terminal

/// `mayfly boot --root`: what the command runs in.
enum BootRootOptions {
    static let root = Option(
        "root", .path.named("DIR|IMAGE"),
        "Run CMD in this directory or raw disk image as its root; nothing is written to it, the guest's changes are in its "
            + "memory.")

    static let specs = [root.spec]

    /// Its path from the root; 'host', the host's own, is refused with its reason when the boot begins.
    static func path(_ invocation: Invocation) -> String? {
        invocation[root].map { $0 == "host" ? $0 : HostFile.absolute($0) }
    }
}
