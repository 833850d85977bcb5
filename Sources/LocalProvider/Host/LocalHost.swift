import FoundationEssentials
import Glibc
import Host
import Images
import Libvirt
import LibvirtDaemon
import Lifecycle
import Machines
import Offload

/// What the machines of this process share: directories, the daemon's connection, what this host can do.
package actor LocalHost {
    nonisolated let directories: HostDirectories
    nonisolated let layout: DaemonLayout
    nonisolated let identity: DaemonIdentity
    /// Where claims are kept.
    nonisolated let claims: ClaimPool
    /// Who has the host's memory.
    nonisolated let memory: MemoryLedger
    /// Looks after machines that may take more of it than they were promised.
    nonisolated let meter = MemoryMeter()
    private let daemon: PrivateDaemon
    private var connecting: Task<Connection, any Error>?

    private init(
        directories: HostDirectories, identity: DaemonIdentity, claims: ClaimPool, capacity: MemoryCapacity
    ) {
        self.directories = directories
        memory = MemoryLedger(directories, capacity: capacity)
        self.identity = identity
        self.claims = claims
        daemon = PrivateDaemon(directories: directories, identity: identity)
        layout = daemon.layout
    }

    /// Prepares the directories; starts nothing yet. Without a capacity it is this host's, as `MAYFLY_MEMORY` bounds it.
    static func open(
        _ directories: HostDirectories, claims: ClaimPool = .ofThisUser, capacity: MemoryCapacity? = nil
    ) async throws(MachineError) -> LocalHost {
        do {
            try directories.prepare()
            return LocalHost(
                directories: directories, identity: await DaemonIdentity.probe(), claims: claims,
                capacity: try capacity ?? MemoryCapacity(environment: ProcessEnvironment.current))
        } catch {
            throw .host(error)
        }
    }

    /// The connection to the private daemon, which is started when it does not run, and again when it was killed.
    func connection() async throws(MachineError) -> Connection {
        do {
            if let connecting {
                let connection = try await joining(connecting)
                if connection.isAlive { return connection }
                // Whoever comes first replaces it; the others find the new one.
                if self.connecting == connecting {
                    self.connecting = nil
                    Task { await connection.close() }
                }
                return try await self.connection()
            }
            let daemon = daemon
            let task = Task { try await daemon.connect() }
            connecting = task
            do {
                return try await joining(task)
            } catch {
                // A caller that went away leaves the connection to the others.
                if !(error is CancellationError) { connecting = nil }
                throw error
            }
        } catch {
            throw .host(error)
        }
    }

    /// Ends and removes what dead owners left.
    @discardableResult
    nonisolated func sweep(thorough: Bool = false) async -> GarbageReport {
        InitramfsStore(directory: directories.images).sweepIfIdle()
        await imageStore(.tcg).sweep()
        let runtime = directories.runtime
        await blocking { SocketDirectory.sweep(in: runtime) }
        let templates = TemplateStore(directories)
        await blocking { templates.sweep() }
        let found = await Sweeper(directories, layout: layout).sweep(thorough: thorough, now: HostClock.now)
        await memory.sweep()
        return GarbageReport(machines: found.machines, processes: found.processes, failures: found.failures)
    }

    func close() async {
        guard let connection = try? await connecting?.value else { return }
        connecting = nil
        await connection.close()
    }
}

extension MachineError {
    static func host(_ error: any Error) -> MachineError {
        .wrapping(error, .hostNotReady, "this host is not ready for machines")
    }

    static func libvirt(_ error: LibvirtError, _ code: Code, _ message: String) -> MachineError {
        MachineError(error.isConnectionLost ? .daemonLost : code, message, cause: error)
    }
}
