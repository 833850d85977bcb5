package import Offload

/// A port of this host's loopback that leads to one of a guest's, as long as the relay lives.
package final class PortRelay: Sendable {
    package let port: UInt16
    private let task: Task<Void, Never>

    package init(_ open: @escaping @Sendable () async throws -> any ByteStream) throws(SystemError) {
        let listener = try LoopbackListener()
        port = listener.port
        task = Task {
            await withDiscardingTaskGroup { group in
                while let local = try? await listener.next() {
                    group.addTask {
                        guard let remote = try? await open() else { return local.close() }
                        await Self.relay(local, remote)
                    }
                }
                group.cancelAll()
            }
        }
    }

    deinit { task.cancel() }

    package func close() { task.cancel() }

    /// Both ways. A websocket cannot end one direction alone, so the first end is the end of both; what the guest has sent
    /// by then has been passed on.
    private static func relay(_ local: DescriptorStream, _ remote: any ByteStream) async {
        await withTaskCancellationHandler {
            async let sending: Void = copy(from: local, to: remote)
            await copy(from: remote, to: local)
            await sending
        } onCancel: {
            local.close()
            remote.close()
        }
    }

    private static func copy(from source: any ByteStream, to target: any ByteStream) async {
        while let bytes = try? await source.read(atMost: 65536), !bytes.isEmpty {
            guard (try? await target.write(bytes)) != nil else { break }
        }
        source.close()
        target.close()
    }
}
