import FoundationEssentials
import Host
import Lifecycle
import Machines

extension LocalHost {
    /// Every machine of this user's that runs, or that a living owner is about to start.
    nonisolated func machines() async -> [MachineSummary] {
        leases().compactMap { lease, record in
            let isRunning = process(of: lease) != nil
            let isOwned = lease.expiry == nil && isOwned(lease)
            guard isRunning || isOwned else { return nil }
            return MachineSummary(
                name: lease.machine, run: lease.run, state: isRunning ? "running" : "created",
                owner: isOwned ? lease.pid : nil,
                expiry: lease.expiry.map { Date().timeIntervalSince1970 + ($0 - HostClock.now) })
        }.sorted { ($0.name, $0.run) < ($1.name, $1.run) }
    }

    /// A running machine of this name or run id, for this process to use.
    nonisolated func adopt(_ name: String) async throws(MachineError) -> Machine {
        let known = leases()
        let meant = known.filter { $0.0.run == name || $0.0.machine == name }
        guard let (lease, record) = meant.first else {
            let names = known.map { "\($0.0.machine) (\($0.0.run))" }.sorted().joined(separator: ", ")
            throw MachineError(
                .notFound,
                "there is no machine called \(name); " + (names.isEmpty ? "none is running" : "there are \(names)"))
        }
        guard meant.count == 1 else {
            let runs = meant.map(\.0.run).sorted().joined(separator: ", ")
            throw MachineError(
                .invalidInput, "\(meant.count) machines are called \(name); say which by its run id: \(runs)")
        }
        guard let process = process(of: lease) else {
            throw MachineError(
                .stopped, "it does not run; `mayfly gc` removes what is left of it", machine: lease.machine)
        }
        return Machine(driver: try await LocalMachine(record: record, lease: lease, process: process, host: self))
    }

    /// Whether the process that made it lives: it holds the directory's lock.
    private nonisolated func isOwned(_ lease: Lease) -> Bool {
        guard let lock = try? FileLock.trying(existing: directories.machine(lease.run)) else { return true }
        lock.release()
        return false
    }

    private nonisolated func leases() -> [(Lease, MachineRecord)] {
        FileSystem.names(in: directories.machines).compactMap { run in
            let path = directories.machine(run)
            guard let lease = Lease.load(from: path), let record = MachineRecord.load(from: path) else { return nil }
            return (lease, record)
        }
    }

    private nonisolated func process(of lease: Lease) -> ProcessHandle? {
        guard let text = FileSystem.text(layout.pidFile(of: lease.domain)), let pid = Int32(text.filter(\.isNumber))
        else {
            return nil
        }
        return ProcessHandle(pid: pid) { Sweeper.isMachine(lease.run, $0) }
    }
}
