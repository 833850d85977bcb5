import CLinux
import Glibc
package import Machines
import Offload

/// Makes a TCP port of the guest reachable on the host's loopback while the body runs; the body gets the host's port.
package func withForwardedPort<Value: Sendable>(
    _ channel: any GuestChannel, to host: String = "localhost", port: UInt16,
    _ body: @Sendable (UInt16) async throws -> Value
) async throws -> Value {
    let listener = try LoopbackListener()
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            await withDiscardingTaskGroup { connections in
                while let accepted = try? await listener.accept() {
                    connections.addTask { await serve(accepted, channel, host, port) }
                }
                connections.cancelAll()
            }
        }
        defer { group.cancelAll() }
        return try await body(listener.port)
    }
}

/// Both ways until both have ended, each end passed on by itself.
private func serve(_ local: DescriptorStream, _ channel: any GuestChannel, _ host: String, _ port: UInt16) async {
    defer { local.close() }
    guard let remote = try? await channel.connect(host: host, port: port) else { return }
    await withDiscardingTaskGroup { group in
        group.addTask {
            while let bytes = try? await local.read(atMost: 65536) {
                if bytes.isEmpty {
                    try? await remote.closeWriting()
                    return
                }
                guard (try? await remote.write(bytes)) != nil else { break }
            }
            await remote.close()
        }
        group.addTask {
            while let bytes = try? await remote.read(), !bytes.isEmpty {
                guard (try? await local.write(bytes)) != nil else { return await remote.close() }
            }
            _ = shutdown(local.descriptor.raw, Int32(SHUT_WR))
        }
    }
    await remote.close()
}

/// A listening socket on 127.0.0.1 with a port that the kernel chose.
private struct LoopbackListener: Sendable {
    let descriptor: Descriptor
    let port: UInt16

    init() throws(SystemError) {
        descriptor = Descriptor(
            owning: try retrying("socket") { socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) })
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let raw = descriptor.raw
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(raw, address, size) == 0 && listen(raw, 64) == 0 && getsockname(raw, address, &size) == 0
            }
        }
        guard result else { throw SystemError("listen", subject: "127.0.0.1") }
        port = UInt16(bigEndian: address.sin_port)
        try descriptor.setNonBlocking()
    }

    func accept() async throws(SystemError) -> DescriptorStream {
        while true {
            let accepted = Glibc.accept(descriptor.raw, nil, nil)
            if accepted >= 0 {
                _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
                return try DescriptorStream(Descriptor(owning: accepted))
            }
            guard errno == EAGAIN || errno == EINTR || errno == ECONNABORTED else { throw SystemError("accept") }
            if Task.isCancelled { throw SystemError("accept", number: ECANCELED) }
            try await Reactor.reading.wait(for: descriptor.raw)
        }
    }
}
