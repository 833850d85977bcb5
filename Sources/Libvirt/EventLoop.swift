import CLibvirt
import Glibc

/// libvirt's event loop, on a thread of its own; it has to be there before the first connection.
enum EventLoop {
    /// Starts the loop on first use.
    static let started: Void = {
        virInitialize()
        // libvirt would print each error to stderr; ours carry them.
        virSetErrorFunc(nil) { _, _ in }
        virEventRegisterDefaultImpl()
        var thread = pthread_t()
        let created = pthread_create(&thread, nil, { _ in run() }, nil)
        precondition(created == 0, "out of threads: raise the limit (ulimit -u)")
    }()

    private static func run() -> Never {
        while true { virEventRunDefaultImpl() }
    }
}
