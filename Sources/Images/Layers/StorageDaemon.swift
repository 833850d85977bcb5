import Glibc
import Host
import Offload

/// QEMU's block layer in a process of its own: a chain of qcow2 files, served as one disk at a socket (NBD).
///
/// While the disk is written to, its top can be closed and another put over it: that is how each step of a recipe gets a
/// layer, though the appliance is launched once. It ends with us, however we end.
actor StorageDaemon {
    /// Where the disk is.
    nonisolated let socket: String
    private let monitor: QMP
    private var node: String
    private var layers = 1

    private init(socket: String, monitor: QMP, node: String) {
        self.socket = socket
        self.monitor = monitor
        self.node = node
    }

    /// Serves a layer over a chain, by the path of its top, while a body runs. `sockets` is a short path of a directory of
    /// our own.
    static func serving<Value: Sendable>(
        _ top: String, over base: String, sockets: String, _ body: (StorageDaemon) async throws -> Value
    ) async throws -> Value {
        guard let program = FileSystem.program("qemu-storage-daemon") else {
            throw ImageError(
                .missingProgram,
                "qemu-storage-daemon is not installed. Install the package qemu-system-common (or qemu-storage-daemon)."
            )
        }
        let (monitor, disk) = (sockets + "/qmp", sockets + "/nbd")
        for path in [monitor, disk] { unlink(path) }
        let listener = try UnixListener(monitor)
        let node = "layer0"
        let arguments = [
            "--chardev", "socket,id=qmp,path=\(monitor)", "--monitor", "chardev=qmp",
            "--blockdev", try BlockNode(node, top, backing: .node(BlockNode("base", base))).json, "--nbd-server",
            "addr.type=unix,addr.path=\(disk),max-connections=1",
            "--export", "type=nbd,id=disk,node-name=\(node),name=,writable=on",
        ]
        // The whole of a build is bounded by its steps' deadlines.
        let process = Task { try await Unprivileged.run(program, arguments, limit: .seconds(7 * 24 * 3600)) }
        do {
            let monitor = try await Self.monitor(listener, process)
            let daemon = StorageDaemon(socket: disk, monitor: monitor, node: node)
            let result: Result<Value, any Error>
            do { result = .success(try await body(daemon)) } catch { result = .failure(error) }
            // Ended in order, so that layers which are whole stay so.
            let end = await uncancelled { await daemon.end(process) }
            let value = try result.get()
            if let end {
                throw ImageError(
                    .disk, "qemu-storage-daemon did not end well, so what was written may not be whole. \(end)")
            }
            return value
        } catch {
            process.cancel()
            _ = await process.result
            throw error
        }
    }

    /// The way to its monitor, or what the daemon said when it ended instead.
    private static func monitor(
        _ listener: UnixListener, _ process: Task<Child.Result, any Error>
    ) async throws -> QMP {
        try await withThrowingTaskGroup(of: QMP?.self) { group in
            group.addTask {
                // It connects before it opens the disk, and is gone when that fails.
                let stream = try await listener.accept()
                return try? await QMP.greet(stream)
            }
            group.addTask {
                let output = try await joining(process).output
                throw ImageError(.disk, "qemu-storage-daemon does not start: \(output)")
            }
            defer { group.cancelAll() }
            while let first = try await group.next() {
                if let monitor = first { return monitor }
            }
            throw CancellationError()
        }
    }

    /// Puts a layer over what was written until now, which does not change any more. Its file is there and names what is
    /// beneath it as it likes: here it is over the layer before.
    func cover(with path: String) async throws {
        let next = "layer\(layers)"
        try await monitor.execute("blockdev-add", BlockNode(next, path, backing: .none))
        try await monitor.execute("blockdev-snapshot", ["node": node, "overlay": next])
        (node, layers) = (next, layers + 1)
    }

    /// Writes everything and ends; why it did not, if so.
    private func end(_ process: Task<Child.Result, any Error>) async -> String? {
        let monitor = monitor
        do {
            let result = try await withDeadline(.seconds(300)) {
                try await monitor.execute("quit")
                return try await joining(process)
            }
            return result.end == .exited(0) ? nil : "It said: \(result.output)"
        } catch {
            process.cancel()
            _ = await process.result
            return "\(error)"
        }
    }
}
