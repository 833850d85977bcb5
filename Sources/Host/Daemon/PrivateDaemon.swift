import CLinux
import Glibc
package import Libvirt
import Offload

/// The libvirt daemon of this user and runtime directory: found, or started, and gone by itself when nothing uses it.
package struct PrivateDaemon: Sendable {
    package let layout: DaemonLayout
    package let identity: DaemonIdentity
    /// How long the daemon stays when it has neither clients nor domains, in seconds.
    private let idleSeconds: Int
    private let startLimit: Duration

    package init(
        directories: HostDirectories, identity: DaemonIdentity, idleSeconds: Int = 30, startLimit: Duration = .seconds(30)
    ) {
        layout = DaemonLayout(directories, identity: identity)
        self.identity = identity
        self.idleSeconds = idleSeconds
        self.startLimit = startLimit
    }

    /// A connection to the daemon; starts it when there is none, or when the one there was is dead or just leaving.
    package func connect() async throws(HostError) -> Connection {
        if let connection = await tryConnect() { return connection }
        do throws(SystemError) {
            try FileSystem.makeDirectory(layout.root)
            let lock = try await FileLock.waiting(for: layout.lock)
            defer { lock.release() }
            // Another process may have started it while we waited for the lock.
            if let connection = await tryConnect() { return connection }
            try prepare()
        } catch {
            throw HostError(.directory, "cannot prepare the private libvirt daemon's directory", cause: error)
        }
        return try await startAndConnect()
    }

    /// A connection to a daemon that already runs; nil when none does.
    package func tryConnect() async -> Connection? {
        guard FileSystem.exists(layout.socket) else { return nil }
        return try? await Connection.open(layout.uri)
    }

    private func prepare() throws(SystemError) {
        for directory in layout.directories {
            try FileSystem.makeDirectory(directory)
            try identity.hand(over: directory)
        }
        try FileSystem.write(Array(DaemonLayout.settingsText.utf8), to: layout.settings, mode: 0o644)
        // What a killed daemon left would only be mistaken for a live one.
        unlink(layout.socket)
    }

    private func startAndConnect() async throws(HostError) -> Connection {
        let log = open(layout.log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        let command = identity.prefix + ["tini", "-s", "--", "libvirtd", "--timeout", "\(idleSeconds)"]
        var programs: [String] = []
        for word in ["libvirtd", "tini"] + identity.prefix.prefix(1) {
            guard let program = FileSystem.program(word) else {
                throw HostError(.missingProgram, "\(word) is not installed. Install the package \(Self.package(of: word)).")
            }
            programs.append(program)
        }
        let request = SpawnRequest(
            identity.prefix.isEmpty ? programs[1] : programs[2], Array(command.dropFirst()),
            environment: layout.environment(path: Self.searchPath), output: log >= 0 ? Descriptor(owning: log) : nil,
            detached: true)
        let pid = try request.start()
        guard let process = ProcessHandle(pid: pid, where: { _ in true }) else {
            throw HostError(.daemon, failure("went away at once"))
        }
        Task.detached { await reap(process) }
        return try await waitForSocket(of: process)
    }

    /// Asks often and briefly: the socket is there some 50 ms after the start, and a file that appears may not listen yet.
    private func waitForSocket(of process: ProcessHandle) async throws(HostError) -> Connection {
        let deadline = ContinuousClock.now + startLimit
        while ContinuousClock.now < deadline {
            if let connection = await tryConnect() { return connection }
            if !process.isAlive { throw HostError(.daemon, failure("ended")) }
            do { try await Task.sleep(for: .milliseconds(4)) } catch {
                throw HostError(.daemon, "cancelled while the private libvirt daemon started", cause: error)
            }
        }
        throw HostError(.daemon, failure("did not answer within \(startLimit)"))
    }

    private func failure(_ what: String) -> String {
        let words = (FileSystem.text(layout.log) ?? "").split(separator: "\n").filter { $0.contains("error") }.suffix(5)
        return "the private libvirt daemon \(what); its log is \(layout.log)" + words.map { "\n  | \($0)" }.joined()
    }

    private static let searchPath =
        (ProcessEnvironment.current["PATH"].map { $0 + ":" } ?? "") + "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"

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
