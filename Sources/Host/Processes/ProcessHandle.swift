import CLinux
import Glibc
import Offload

/// A process by its descriptor: a number that is used again can never be meant by mistake.
package struct ProcessHandle: Sendable {
    package let pid: Int32
    private let descriptor: Descriptor

    /// Takes hold of a process whose command line says that it is the one we mean; nil when it is gone or another.
    package init?(pid: Int32, where isMeant: (_ commandLine: [String]) -> Bool) {
        let number = mayfly_pidfd_open(pid)
        guard number >= 0 else { return nil }
        let descriptor = Descriptor(owning: number)
        // Read after the descriptor was opened: it is this process's, or the process is gone.
        guard isMeant(ProcessTable.commandLine(of: pid)) else { return nil }
        self.pid = pid
        self.descriptor = descriptor
    }

    /// Sends a signal; false when the process is gone.
    @discardableResult
    package func signal(_ number: Int32) -> Bool {
        mayfly_pidfd_send_signal(descriptor.raw, number) == 0
    }

    /// Returns when the process is dead (it may stay a zombie, which holds nothing) or the task is cancelled.
    ///
    /// Any number of tasks may wait: each has a descriptor of its own, because the reactor takes one waiter a descriptor.
    package func wait() async {
        let number = fcntl(descriptor.raw, F_DUPFD_CLOEXEC, 3)
        guard number >= 0 else { return }
        let own = Descriptor(owning: number)
        while isAlive && !Task.isCancelled {
            do { try await Reactor.reading.wait(for: own.raw) } catch { return }
        }
    }

    package var isAlive: Bool {
        var poll = pollfd(fd: descriptor.raw, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, 0) == 0
    }

    /// Ends the process at once and waits until it is dead; false when we may not.
    @discardableResult
    package func kill() async -> Bool {
        guard signal(SIGKILL) || !isAlive else { return false }
        await uncancelled { await wait() }
        return true
    }
}
