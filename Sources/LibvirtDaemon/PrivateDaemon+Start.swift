import CLinux
import Glibc
import Host
import Libvirt
import Offload

extension PrivateDaemon {
    /// By the holder of the lock: a connection to a daemon that answers, started when there is none.
    func start(until deadline: ContinuousClock.Instant) async throws(HostError) -> Connection {
        var launches = 0
        while true {
            if let connection = try await tryConnect(until: deadline) { return connection }
            if pid != nil {
                // It is leaving, or whoever started it was killed before it answered.
                try await pause(until: deadline)
                continue
            }
            try prepare()
            let process = try launch()
            if let connection = try await waitForAnswer(of: process, until: deadline) { return connection }
            launches += 1
            // Only one daemon gets the number's file: perhaps another one, started by the dead, was quicker. And on a host
            // under load one may have been idle for its time before we came to ask.
            if pid == nil && launches == 3 { throw failure("ended as soon as it was started") }
        }
    }

    private func prepare() throws(HostError) {
        do throws(SystemError) {
            // What another user of this host's has made, ours cannot use: root changed the way it runs the daemon.
            if let status = FileSystem.status(layout.root), status.st_uid != identity.owner ?? geteuid() {
                try FileSystem.remove(layout.root)
            }
            try identity.letThrough(directories)
            for directory in layout.directories {
                try FileSystem.makeDirectory(directory)
                try identity.hand(over: directory)
            }
            try FileSystem.write(
                Array(DaemonLayout.settingsText.utf8), to: layout.settings, mode: 0o644, synced: false)
            if let knowledge = layout.knowledge {
                try FileSystem.makeDirectory(knowledge)
                if FileSystem.linkTarget(layout.knowledgeLink) != knowledge {
                    try FileSystem.remove(layout.knowledgeLink)
                    try retrying("symlink", layout.knowledgeLink) { symlink(knowledge, layout.knowledgeLink) }
                }
            }
        } catch  where error.number == EPERM && identity.owner != nil {
            throw HostError(
                .daemon,
                "the private libvirt daemon must not run as root, and this root may neither make a user name space nor become "
                    + "another user. Run as a user other than root, or grant CAP_CHOWN, CAP_SETUID, CAP_SETGID, CAP_SETPCAP, "
                    + "CAP_KILL and CAP_DAC_OVERRIDE.", cause: error)
        } catch {
            throw HostError(.directory, "cannot prepare the private libvirt daemon's directory", cause: error)
        }
    }

    private func launch() throws(HostError) -> ProcessHandle {
        let prefix = try identity.prefix.prefix(1).map(program) + identity.prefix.dropFirst()
        let command = try prefix + [program("tini"), "-s", "--", program("libvirtd"), "--timeout", "\(idleSeconds)"]
        let log = open(layout.log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        let request = SpawnRequest(
            command[0], Array(command.dropFirst()), environment: layout.environment(path: path),
            output: log >= 0 ? Descriptor(owning: log) : nil, detached: true)
        let pid = try request.start()
        // Nobody reaps it but us, so the number is still its own.
        guard let process = ProcessHandle(pid: pid, where: { _ in true }) else {
            throw failure("went away at once")
        }
        Task.detached { await reap(process) }
        return process
    }

    /// Asks often and briefly: the socket is there some 50 ms after the start, and a file that appears may not listen yet.
    ///
    /// Returns nil when the process ends; one that does not answer in time is ended.
    private func waitForAnswer(
        of process: ProcessHandle, until deadline: ContinuousClock.Instant
    ) async throws(HostError) -> Connection? {
        do throws(HostError) {
            while true {
                if let connection = try await tryConnect(until: deadline) { return connection }
                guard process.isAlive else { return nil }
                try await pause(until: deadline)
            }
        } catch {
            // It is a session of its own. To kill tini alone would leave the daemon.
            for member in ProcessTable.processes(ofSession: process.pid) { await member.kill() }
            throw error
        }
    }

    private func pause(until deadline: ContinuousClock.Instant) async throws(HostError) {
        guard ContinuousClock.now < deadline else { throw failure("did not answer in time") }
        do { try await Task.sleep(for: .milliseconds(4)) } catch { throw .cancelled }
    }

    /// What the daemon said last, without libvirt's chatter.
    func failure(_ what: String) -> HostError {
        let who = pid.map { " (process \($0); you can end it: kill \($0))" } ?? ""
        let lines = (FileSystem.text(layout.log) ?? "").split(separator: "\n")
        let words = lines.filter { !$0.contains(": info :") && !$0.contains(": warning :") }.suffix(5)
        return HostError(
            .daemon,
            "the private libvirt daemon\(who) \(what); its log is \(layout.log)\(spaceProblem)"
                + words.map { "\n  | \($0)" }.joined())
    }

    /// A daemon without room cannot even say so.
    private var spaceProblem: String {
        var status = statvfs()
        guard statvfs(layout.root, &status) == 0 else { return "" }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let hasFiles = status.f_files == 0 || status.f_favail > 0
        if free >= 1 << 20 && hasFiles { return "" }
        return "\n  \(layout.root) is full (\(free) bytes are free): free some space there, or set MAYFLY_RUNTIME_DIR"
    }

    private func program(_ name: String) throws(HostError) -> String {
        guard let program = FileSystem.program(name, path: path) else {
            throw HostError(.missingProgram, "\(name) is not installed. Install the package \(Self.package(of: name)).")
        }
        return program
    }

    private static func package(of program: String) -> String {
        switch program {
        case "libvirtd": "libvirt-daemon and libvirt-daemon-driver-qemu (Debian: libvirt-daemon)"
        case "tini": "tini"
        default: "util-linux"
        }
    }
}

/// Takes away the daemon's remains when it ends before us.
private func reap(_ process: ProcessHandle) async {
    await process.wait()
    var status: Int32 = 0
    waitpid(process.pid, &status, 0)
}

extension HostError {
    static let cancelled = HostError(.daemon, "cancelled while the private libvirt daemon started")
}
