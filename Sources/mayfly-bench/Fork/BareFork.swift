import Glibc
import Host
import Libvirt
import LocalProvider
import Machines
import Mayfly
import Offload
import Wire

/// The same fork by hand: the command line that libvirt would use, written out, and QEMU's own monitor.
struct BareFork: Sendable {
    let emulator: String
    private let line: String
    private let origin: String
    private let state: String

    /// Takes the command line of a fork of ours that runs.
    init(of machine: Machine) async throws {
        let xml = try await machine.manifest()
        let daemon = PrivateDaemon(directories: .ofThisUser, identity: await .probe())
        let connection = try await daemon.connect()
        let native = try await connection.nativeCommandLine(xml: xml)
        await connection.close()
        guard let template = native.firstMatch(of: #/mem-path=([^, ]+)/memory/#)?.output.1 else {
            throw BenchError("the fork's command line names no memory file", native, "")
        }
        state = template + "/state"
        line = native.filter { $0 != "\n" }
        origin = HostDirectories.ofThisUser.machine(machine.id)
        emulator = line.split(separator: " ").first { $0.contains("qemu-system") }.map(String.init) ?? "qemu"
    }

    /// From QEMU's start to its processors running.
    func load() async throws -> Duration {
        let directory = try MachineDirectory.make(machine: "bare", in: .ofThisUser, identity: .user)
        return try await finishing {
            let disks = try directory.makeDisks()
            let arguments = try prepared(directory, disks)
            let monitor = directory.path + "/qmp"
            let called = ContinuousClock.now
            // It ends with us, and its name tells whose it is.
            let process = Task {
                try await Child.run("/bin/sh", ["-c", "exec " + arguments], limit: .seconds(120))
            }
            return try await finishing {
                try await load(monitor, process)
                return ContinuousClock.now - called
            } finally: {
                process.cancel()
                _ = await process.result
            }
        } finally: {
            try? directory.remove()
        }
    }

    private func load(_ socket: String, _ process: Task<Child.Result, any Error>) async throws {
        let monitor = try await BareMonitor(socket, process)
        try await monitor.run(#"{"execute":"qmp_capabilities"}"#)
        try await monitor.run(MonitorCommand.ignoreShared(true).encoded)
        try await monitor.run(#"{"execute":"migrate-incoming","arguments":{"uri":"exec:cat '"# + state + #"'"}}"#)
        while true {
            let answer = try await monitor.run(MonitorCommand.progress.encoded)
            if answer.contains(#""completed""#) { break }
            if answer.contains(#""failed""#) { throw BenchError("QEMU does not load the state", answer, "") }
            try await Task.sleep(for: .milliseconds(1))
        }
        try await monitor.run(#"{"execute":"cont"}"#)
    }

    /// The line with sockets, logs and overlays of its own.
    private func prepared(_ directory: MachineDirectory, _ disks: MachineDisks) throws -> String {
        var line = line.replacing(origin, with: directory.path)
        // libvirt's own directory, in which the monitor is, is not made for a machine that it does not start.
        line.replace(#/path=[^, ]*\/monitor\.sock/#, with: "path=\(directory.path)/qmp")
        line.replace(#/-object '?\{"qom-type":"secret"[^}]*\}'?/#, with: "")
        line.replace(#/guest=[^, ]+/#, with: "guest=\(directory.lease.domain)")
        // What is loaded is read by a program, which the sandbox forbids.
        line.replace(#/-sandbox [^ ]+/#, with: "")
        for match in line.matches(of: #/"filename":"([^"]+\.qcow2)"/#) {
            let path = String(match.output.1)
            guard path.hasPrefix(HostDirectories.ofThisUser.disks) else { continue }
            let own = disks.path + "/" + (path.split(separator: "/").last ?? "")
            // Its owner is gone, and with it the overlay: the template has an empty one.
            let template = state.dropLast("/state".count)
            let name = path.split(separator: "/").last ?? ""
            try FileSystem.write(try FileSystem.read("\(template)/\(name).empty"), to: own, synced: false)
            line.replace(path, with: own)
        }
        return line
    }
}

/// QEMU's monitor, a line each way.
private final class BareMonitor {
    private let stream: DescriptorStream
    private var unread: [UInt8] = []

    /// Waits until QEMU listens.
    init(_ socket: String, _ process: Task<Child.Result, any Error>) async throws {
        let began = ContinuousClock.now
        while true {
            if let stream = try? await UnixSocket.connect(to: socket) {
                self.stream = stream
                _ = try await line()
                return
            }
            guard began.duration(to: .now) < .seconds(30) else {
                process.cancel()
                throw BenchError("the bare QEMU does not listen", (try? await process.value.output) ?? "", "")
            }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @discardableResult
    func run(_ command: String) async throws -> String {
        try await stream.write(Array((command + "\n").utf8))
        while true {
            let answer = try await line()
            if answer.hasPrefix(#"{"event""#) || answer.contains(#""event":"#) { continue }
            guard !answer.contains(#""error":"#) || answer.contains(#""return":"#) else {
                throw BenchError("QEMU refuses \(command)", answer, "")
            }
            return answer
        }
    }

    private func line() async throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeFirst(end + 1) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            let bytes = try await stream.read(atMost: 64 << 10)
            if bytes.isEmpty { throw BenchError("the bare QEMU ended", "", "") }
            unread += bytes
        }
    }
}
