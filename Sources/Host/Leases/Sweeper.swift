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

    private let directories: HostDirectories
    private let layout: DaemonLayout

    package init(_ directories: HostDirectories, layout: DaemonLayout) {
        self.directories = directories
        self.layout = layout
    }

    /// Looks at every machine's directory; with `thorough`, also at every process of the host.
    package func sweep(thorough: Bool, now: Double) async -> Report {
        var report = Report()
        for run in FileSystem.names(in: directories.machines) {
            await examine(run, now: now, &report)
        }
        if thorough || !report.machines.isEmpty { await endStrays(&report) }
        if thorough { removeLogs(&report) }
        return report
    }

    private func examine(_ run: String, now: Double, _ report: inout Report) async {
        let path = directories.machine(run)
        guard let lock = try? FileLock.trying(path) else { return }
        defer { lock.release() }
        let lease = Lease.load(from: path)
        if let lease, lease.isKept(boot: ProcessTable.bootIdentifier, now: now), isRunning(lease) { return }
        await end(ProcessTable.processes { Self.isMachine(run, $0) }, &report)
        do throws(SystemError) {
            try FileSystem.remove(path)
            if let lease { try FileSystem.remove(layout.qemuLog(of: lease.domain)) }
            report.machines.append(run)
        } catch {
            report.failures.append("\(path): \(error)")
        }
    }

    private func isRunning(_ lease: Lease) -> Bool {
        guard let text = FileSystem.text(layout.pidFile(of: lease.domain)), let pid = Int32(text.filter { $0.isNumber })
        else { return false }
        return Self.isMachine(lease.run, ProcessTable.commandLine(of: pid))
    }

    /// Processes of machines that have no directory any more.
    private func endStrays(_ report: inout Report) async {
        let strays = ProcessTable.processes { arguments in
            guard let run = Self.run(of: arguments), arguments.contains(where: { $0.contains(layout.root + "/") }) else {
                return false
            }
            return !FileSystem.exists(directories.machine(run))
        }
        await end(strays, &report)
    }

    private func end(_ processes: [ProcessHandle], _ report: inout Report) async {
        for process in processes {
            await process.kill()
            report.processes.append(process.pid)
        }
    }

    /// QEMU's logs of domains whose machine is gone; libvirt never removes them.
    private func removeLogs(_ report: inout Report) {
        let runs = Set(FileSystem.names(in: directories.machines))
        for name in FileSystem.names(in: layout.qemuLogs) where name.hasPrefix("mayfly-") && name.hasSuffix(".log") {
            guard let run = name.dropLast(4).split(separator: "-").last, !runs.contains(String(run)) else { continue }
            try? FileSystem.remove(layout.qemuLogs + "/" + name)
        }
    }

    /// Whether a command line is that of a machine's QEMU: libvirt hands it sockets and logs as descriptors, but its
    /// domain's name ends with the run id.
    package static func isMachine(_ run: String, _ arguments: [String]) -> Bool {
        Self.run(of: arguments) == run
    }

    private static func run(of arguments: [String]) -> String? {
        guard arguments.first?.split(separator: "/").last?.hasPrefix("qemu") ?? false else { return nil }
        let mark = "guest=mayfly-"
        guard let name = arguments.first(where: { $0.hasPrefix(mark) })?.dropFirst(mark.count).prefix(while: { $0 != "," })
        else { return nil }
        return name.split(separator: "-").last.map(String.init)
    }
}
