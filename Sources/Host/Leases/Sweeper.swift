import Glibc
import Offload

/// Ends and removes what dead owners left: processes, sockets, files. Looks for run ids, never for names or bare pids.
package struct Sweeper: Sendable {
    /// What a sweep found and removed.
    package struct Report: Sendable, Hashable, Codable {
        /// The run ids of machines whose owner is dead or whose time is up.
        package var machines: [String] = []
        /// Processes that were ended.
        package var processes: [Int32] = []
        /// What could not be removed, and why.
        package var failures: [String] = []

        package init() {}
        package var isEmpty: Bool { machines.isEmpty && processes.isEmpty && failures.isEmpty }
    }

    let directories: HostDirectories
    let layout: DaemonLayout
    private let boot: String

    package init(_ directories: HostDirectories, layout: DaemonLayout, boot: String = ProcessTable.bootIdentifier) {
        self.directories = directories
        self.layout = layout
        self.boot = boot
    }

    /// Looks at every machine's directory and at what libvirt keeps of machines that have none; with `thorough`, also at
    /// every process of the host. `now` is ``HostClock``'s.
    package func sweep(thorough: Bool, now: Double) async -> Report {
        var report = Report()
        let dead = FileSystem.names(in: directories.machines).compactMap { DeadMachine($0, self, now: now) }
        if thorough || !dead.isEmpty { await endProcesses(of: dead.map(\.run), strays: thorough, &report) }
        for machine in dead { remove(machine, &report) }
        report.failures += MachineDisks.sweep(directories)
        await removeRemains(&report)
        removeUnfinished()
        return report
    }

    /// Whether a kept machine's time is not up and it still runs.
    func isKept(_ lease: Lease, now: Double) -> Bool {
        guard lease.isKept(boot: boot, now: now) else { return false }
        return process(ofDomain: lease.domain, run: lease.run) != nil
    }

    private func remove(_ machine: DeadMachine, _ report: inout Report) {
        do throws(SystemError) {
            try MachineDisks.remove(of: machine.run, in: directories)
            try MachineDirectory.removeAttached(to: machine.lock.path)
            try FileSystem.remove(machine.lock.path)
            if machine.isMachine { report.machines.append(machine.run) }
        } catch {
            report.failures.append("\(machine.lock.path): \(error)")
        }
        machine.lock.release()
    }

    // MARK: processes

    /// Ends the processes of these machines, and with `strays` those of machines of ours that have no directory.
    private func endProcesses(of runs: [String], strays: Bool, _ report: inout Report) async {
        let runs = Set(runs)
        let found = ProcessTable.processes { arguments in
            guard let run = Self.run(of: arguments) else { return false }
            return runs.contains(run) || (strays && isOurs(arguments) && isOrphan(run))
        }
        for process in found { await end(process, &report) }
    }

    /// Ends whatever runs for a machine that did not come to life.
    package static func endProcesses(of run: String) async {
        for process in ProcessTable.processes(where: { isMachine(run, $0) }) { await process.kill() }
    }

    private func end(_ process: ProcessHandle, _ report: inout Report) async {
        if await process.kill() {
            report.processes.append(process.pid)
        } else {
            report.failures.append("process \(process.pid): it may not be ended by this user")
        }
    }

    /// Another runtime directory's machines are none of our business.
    private func isOurs(_ arguments: [String]) -> Bool {
        arguments.contains { $0.contains(layout.root + "/") }
    }

    private func isOrphan(_ run: String) -> Bool { !FileSystem.exists(directories.machine(run)) }

    private func process(ofDomain domain: String, run: String) -> ProcessHandle? {
        guard let text = FileSystem.text(layout.pidFile(of: domain)), let pid = Int32(text.filter(\.isNumber)) else {
            return nil
        }
        return ProcessHandle(pid: pid) { Self.isMachine(run, $0) }
    }

    /// Whether a command line is that of a machine's QEMU: libvirt hands it sockets and logs as descriptors, but its
    /// domain's name begins with the run id.
    package static func isMachine(_ run: String, _ arguments: [String]) -> Bool {
        Self.run(of: arguments) == run
    }

    private static func run(of arguments: [String]) -> String? {
        guard arguments.first?.split(separator: "/").last?.hasPrefix("qemu") ?? false else { return nil }
        let mark = "guest="
        return arguments.first { $0.hasPrefix(mark) }.flatMap { Lease.run(ofDomain: $0.dropFirst(mark.count)) }
    }

    // MARK: files

    /// What libvirt keeps of machines that have no directory any more: one that it is about to clear away itself, or one
    /// that a killed daemon forgot. Its running QEMU, if any, has a file with its number there.
    private func removeRemains(_ report: inout Report) async {
        for remains in layout.remains() where isOrphan(remains.run) {
            if let domain = remains.domain, let process = process(ofDomain: domain, run: remains.run) {
                await end(process, &report)
                report.machines.append(remains.run)
            }
            do throws(SystemError) {
                try FileSystem.remove(remains.path)
            } catch  where error.number == ENOTEMPTY {
                // The daemon is clearing it away at this moment.
            } catch {
                report.failures.append("\(remains.path): \(error)")
            }
        }
    }

    /// Files of ours whose writer died before they had their final name. Others may use such names too.
    private func removeUnfinished() {
        let ours: [(String, (String) -> Bool)] = [
            (directories.runtime, HostDirectories.isMarker), (directories.cache, HostDirectories.isMarker),
            (directories.verdicts, AcceleratorProbe.isVerdict),
            (layout.settingsDirectory, { $0 == DaemonLayout.settingsName }),
        ]
        for (directory, isOurs) in ours { FileSystem.sweepUnfinished(in: directory, where: isOurs) }
    }
}

/// A machine's directory that nobody holds and no lease keeps, locked by us.
private struct DeadMachine {
    let run: String
    let lock: FileLock
    /// Whether it got so far as to have a lease.
    let isMachine: Bool

    init?(_ run: String, _ sweeper: Sweeper, now: Double) {
        // Whatever has another name was put there by somebody else.
        guard Lease.isRun(run), let lock = try? FileLock.trying(existing: sweeper.directories.machine(run)),
            lock.isLinked
        else { return nil }
        let lease = Lease.load(from: lock.path)
        if let lease, sweeper.isKept(lease, now: now) {
            lock.release()
            return nil
        }
        self.run = run
        self.lock = lock
        isMachine = lease != nil
    }
}
