import Glibc
import Host

/// Where the memory of templates lies: on the cache's disk, or in memory that is gone with the host's boot.
///
/// On a disk it is written out once, and forks read what they need through the page cache, which the kernel may take back.
/// In a tmpfs nothing is written, and what the guest had touched stays in memory for as long as the template is there.
struct TemplateMemoryPolicy: Sendable, Hashable {
    static let variable = "MAYFLY_TEMPLATE_MEMORY"
    /// Nil for the template's own directory.
    let directory: String?
    /// What is wrong with what was said; it counts as nothing then.
    let fault: String?

    static var ofThisProcess: TemplateMemoryPolicy {
        TemplateMemoryPolicy(ProcessEnvironment.current[variable], user: geteuid())
    }

    /// `disk` (as when nothing is said), `tmpfs`, or the path of a directory of one's own.
    init(_ words: String?, user: UInt32, shared: String = "/dev/shm") {
        switch words {
        case nil, "", "disk": (directory, fault) = (nil, nil)
        case "tmpfs": (directory, fault) = ("\(shared)/mayfly-\(user)", nil)
        case let path? where path.hasPrefix("/"): (directory, fault) = (path, nil)
        case let other?: (directory, fault) = (nil, "\(Self.variable) is \"\(other)\"")
        }
    }
}
