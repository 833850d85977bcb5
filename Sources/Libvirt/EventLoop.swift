import CLibvirt
import Glibc

/// libvirt's event loop, on a thread of its own; it has to be there before the first connection.
enum EventLoop {
    /// Starts the loop on first use.
    static let started: Void = {
        virInitialize()
        // libvirt would print each error to stderr; ours carry them.
        virSetErrorFunc(nil) { _, _ in }
        // A daemon that is killed in the middle of a call must not end us with it; what we start gets the default again.
        var disposition = sigaction()
        if sigaction(SIGPIPE, nil, &disposition) == 0, disposition.__sigaction_handler.sa_handler == nil {
            signal(SIGPIPE, SIG_IGN)
        }
        virEventRegisterDefaultImpl()
        var thread = pthread_t()
        let created = pthread_create(&thread, nil, { _ in run() }, nil)
        precondition(created == 0, "out of threads: raise the limit (ulimit -u)")
    }()

    private static func run() -> Never {
        while true { virEventRunDefaultImpl() }
    }
}
