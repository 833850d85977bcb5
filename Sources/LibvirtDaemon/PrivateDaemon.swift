import CLinux
import Glibc
package import Host
package import Libvirt
import Offload

/// The libvirt daemon of this user and runtime directory: found, or started, and gone by itself when nothing uses it.
package struct PrivateDaemon: Sendable {
    package let layout: DaemonLayout
    package let identity: DaemonIdentity
    let directories: HostDirectories
    /// How long the daemon stays when it has neither clients nor domains, in seconds.
    let idleSeconds: Int
    private let startLimit: Duration
    /// Where the daemon's programs are looked for.
    let path: String

    package init(
        directories: HostDirectories, identity: DaemonIdentity, idleSeconds: Int = 30,
        startLimit: Duration = .seconds(30),
        path: String = FileSystem.programPath
    ) {
        self.directories = directories
        layout = DaemonLayout(directories, identity: identity)
        self.identity = identity
        self.idleSeconds = idleSeconds
        self.startLimit = startLimit
        self.path = path
    }

    /// A connection to the daemon; starts it when there is none, or when the one there was is dead or just leaving.
    package func connect() async throws(HostError) -> Connection {
        let deadline = ContinuousClock.now + startLimit
        if let connection = try await tryConnect(until: deadline) { return connection }
        let lock: FileLock
        do throws(SystemError) {
            // Held until the daemon answers: two of us must not start one each.
            lock = try await FileLock.waiting(for: layout.lock)
        } catch {
            throw HostError(.directory, "cannot lock the private libvirt daemon's directory", cause: error)
        }
        defer { lock.release() }
        return try await start(until: deadline)
    }

    /// A connection to a daemon that already runs; nil when none does.
    package func tryConnect() async -> Connection? {
        try? await tryConnect(until: .now + startLimit)
    }

    /// Throws when there is a daemon that takes connections and does not answer.
    func tryConnect(until deadline: ContinuousClock.Instant) async throws(HostError) -> Connection? {
        guard FileSystem.exists(layout.socket) else { return nil }
        let uri = layout.uri
        let (answers, answer) = AsyncStream.makeStream(of: Connection?.self)
        // The call cannot be called back: what comes when nobody waits any more is closed.
        Task {
            let connection = try? await Connection.open(uri)
            if case .terminated = answer.yield(connection) { await connection?.close() }
        }
        let alarm = Task {
            try await Task.sleep(until: deadline)
            answer.finish()
        }
        defer { alarm.cancel() }
        for await connection in answers { return connection }
        throw Task.isCancelled ? .cancelled : failure("does not answer")
    }

    /// The number of the daemon's process, from before it listens until it is gone; nil when there is none.
    package var pid: Int32? {
        let file = open(layout.pidFile, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let holder = mayfly_lock_holder(file)
        return holder > 0 ? holder : nil
    }
}
