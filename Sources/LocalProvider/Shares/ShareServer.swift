import Glibc
import Host
import Machines
import Offload

/// Serves a directory to one guest by virtiofs: a process at a socket, which ends when its QEMU does.
///
/// libvirt 9 starts none for a user's daemon, but connects to one that is there.
enum ShareServer {
    private enum Kind { case ofQEMU, ofItsOwn }

    /// QEMU 7's own, in C, then the one that came after it.
    private static let places: [(String, Kind)] = [
        ("/usr/lib/qemu/virtiofsd", .ofQEMU), ("/usr/libexec/virtiofsd", .ofItsOwn), ("/usr/lib/virtiofsd", .ofItsOwn),
    ]

    private static var program: (path: String, kind: Kind)? {
        // The newer one is better where both are.
        places.reversed().lazy.compactMap { place in FileSystem.program(place.0).map { ($0, place.1) } }.first
    }

    /// Why no directory can be shared; nil when one can: tried with an empty one.
    static func obstacle(
        for identity: DaemonIdentity, in directories: HostDirectories, isReadOnly: Bool = false
    ) async -> String? {
        guard let (path, kind) = program else {
            return "virtiofsd is not installed (package qemu-system-common or virtiofsd)"
        }
        if kind == .ofQEMU, geteuid() != 0 { return "\(path) needs root; the package virtiofsd has one that does not" }
        if identity.owner != nil { return "QEMU runs as another user here, who cannot open the socket" }
        let place = directories.runtime + "/" + Lease.makeRun()
        defer { try? FileSystem.remove(place) }
        do {
            try FileSystem.makeDirectory(place)
            await (try start(place, at: place + "/s", view: isReadOnly ? place + "/root" : nil)).kill()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Starts serving, and returns when the socket is there. With a view nobody can write by it: that is where the directory
    /// is mounted for the program.
    static func start(_ directory: String, at socket: String, view: String? = nil) async throws -> ProcessHandle {
        guard let (path, kind) = program else {
            throw MachineError(.hostNotReady, "virtiofsd is not installed. Install the package virtiofsd.")
        }
        let command: [String]
        switch view {
        case nil: command = [path] + arguments(kind, directory, socket)
        case let view? where geteuid() == 0:
            try FileSystem.makeDirectory(view)
            command = try ReadOnlyView.command(of: directory, at: view, for: [path] + arguments(kind, view, socket))
        // Of the two only the newer one runs for a user, and an old one of these knows no such word.
        case .some: command = [path] + arguments(kind, directory, socket) + ["--readonly"]
        }
        let log = open(socket + ".log", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        let request = SpawnRequest(
            command[0], Array(command.dropFirst()), output: log >= 0 ? Descriptor(owning: log) : nil, detached: true)
        let pid = try request.start()
        guard let process = ProcessHandle(pid: pid, where: { _ in true }) else {
            throw MachineError(.hostNotReady, "virtiofsd ended at once: \(words(of: socket))")
        }
        Task.detached { await process.reap(pid) }
        // It listens as soon as the socket has its name.
        for _ in 0..<1000 {
            if FileSystem.exists(socket) { return process }
            guard process.isAlive else { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        await process.kill()
        throw MachineError(.hostNotReady, "virtiofsd does not serve \(directory): \(words(of: socket))")
    }

    private static func arguments(_ kind: Kind, _ directory: String, _ socket: String) -> [String] {
        switch kind {
        case .ofQEMU: ["--socket-path=\(socket)", "-o", "source=\(directory)", "-o", "sandbox=chroot"]
        case .ofItsOwn:
            [
                "--socket-path=\(socket)", "--shared-dir=\(directory)",
                geteuid() == 0 ? "--sandbox=chroot" : "--sandbox=namespace",
            ]
        }
    }

    private static func words(of socket: String) -> String {
        FileSystem.text(socket + ".log")?.split(separator: "\n").last.map(String.init) ?? "it said nothing"
    }
}

extension ProcessHandle {
    /// Waits for our own child's end, so that nothing of it stays.
    fileprivate func reap(_ pid: Int32) async {
        await wait()
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    }
}
