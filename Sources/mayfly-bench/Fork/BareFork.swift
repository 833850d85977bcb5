import Glibc
import Host
import Libvirt
import LocalProvider
import Machines
import Mayfly
import Offload
import Wire

/// The same fork by hand: the command line of one of ours, with sockets and overlays of its own, and QEMU's monitor.
struct BareFork: Sendable {
    var emulator: String { command.first ?? "qemu" }
    private let command: [String]
    private let state: String

    /// Takes the command line of a fork of ours that runs.
    init(of machine: Machine) throws {
        guard let process = ProcessTable.processes(where: { Sweeper.isMachine(machine.id, $0) }).first else {
            throw BenchError("the fork does not run", "", "")
        }
        command = ProcessTable.commandLine(of: process.pid)
        guard
            let memory = command.lazy.compactMap({ $0.firstMatch(of: #/mem-path=(.+)/memory,share/#)?.output.1 }).first
        else {
            throw BenchError("the fork's command line names no memory file", command.joined(separator: " "), "")
        }
        state = memory + "/state"
    }

    /// From QEMU's start to its processors running.
    func load() async throws -> Duration {
        let directory = try MachineDirectory.make(machine: "bare", in: .ofThisUser, identity: .user)
        return try await finishing {
            let disks = try directory.makeDisks()
            let arguments = try prepared(directory, disks)
            let (emulator, monitor) = (emulator, directory.path + "/" + Self.monitor)
            let called = ContinuousClock.now
            // It ends with us, and its name tells whose it is.
            let process = Task { try await Child.run(emulator, arguments, limit: .seconds(120)) }
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

    private static let monitor = "charmonitor"

    /// The arguments with sockets, logs and overlays of its own, and without what only libvirt's QEMU has.
    private func prepared(_ directory: MachineDirectory, _ disks: MachineDisks) throws -> [String] {
        var arguments: [String] = []
        var rest = command.dropFirst()
        while let word = rest.popFirst() {
            // What is loaded is read by a program, which the sandbox forbids; the others are descriptors of libvirt's.
            if ["-sandbox", "-add-fd"].contains(word)
                || (word == "-object" && rest.first?.contains("masterKey") == true)
            {
                _ = rest.popFirst()
                continue
            }
            var word = word
            if word.hasPrefix("guest=") { word = "guest=" + directory.lease.domain }
            if word.hasPrefix("socket,id="), let name = word.firstMatch(of: #/id=([^,]+)/#)?.output.1 {
                word.replace(#/fd=\d+/#, with: "path=\(directory.path)/\(name)")
                word.replace(#/,logfile=[^,]+,logappend=on/#, with: ",logfile=\(directory.consoleLog)")
            }
            arguments.append(try own(word, disks))
        }
        return arguments
    }

    /// An overlay of its own in the place of that of a machine that is gone: the template has an empty one.
    private func own(_ word: String, _ disks: MachineDisks) throws -> String {
        guard let path = word.firstMatch(of: #/"filename":"([^"]+\.qcow2)"/#).map({ String($0.output.1) }),
            path.hasPrefix(HostDirectories.ofThisUser.disks), let name = path.split(separator: "/").last
        else { return word }
        let overlay = "\(disks.path)/\(name)"
        let empty = state.dropLast("state".count) + name + ".empty"
        try FileSystem.write(try FileSystem.read(String(empty)), to: overlay, synced: false)
        return word.replacing(path, with: overlay)
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
