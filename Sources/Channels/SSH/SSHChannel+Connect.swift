import CLinux
import Glibc
package import Machines
package import Offload
package import SSH

extension SSHChannel {
    /// Opens a channel over streams that lead to the guest's SSH server; `dial` gives one, and more when many commands run
    /// at once.
    ///
    /// `hostKey` is the line of the `.pub` file that the guest was given; any other key is an error.
    package static func connect(
        user: String, key: SSHKeyPair, hostKey: String, within limit: Duration,
        dial: @escaping @Sendable () async throws -> any ByteStream
    ) async throws(MachineError) -> SSHChannel {
        let open: SSHConnections.Dial = { () async throws(MachineError) in
            do {
                return try await withDeadline(limit) {
                    let stream = try await dial()
                    return try await withTaskCancellationHandler {
                        let session = try await SSHSession.connect(
                            over: stream, user: user, key: key, hostKey: hostKey)
                        return try await SSHConnections.Connection(session)
                    } onCancel: {
                        stream.close()
                    }
                }
            } catch {
                if Task.isCancelled { throw MachineError(.cancelled, "cancelled while connecting to the guest by SSH") }
                if let error = error as? SSHError { throw .ssh(error) }
                if error is DeadlineExceeded {
                    throw MachineError(.timedOut, "the guest's SSH server did not let us in within \(limit)")
                }
                throw .wrapping(error, .channelLost, "the guest's SSH server cannot be reached")
            }
        }
        return SSHChannel(SSHConnections(first: try await open(), dial: open))
    }

    /// As above, to a port of this host's loopback that leads to the guest.
    package static func connect(
        port: UInt16, user: String, key: SSHKeyPair, hostKey: String, within limit: Duration
    ) async throws(MachineError) -> SSHChannel {
        try await connect(user: user, key: key, hostKey: hostKey, within: limit) {
            try await LoopbackPort.connect(to: port)
        }
    }

    /// Tries again, ever less often, while nothing answers: user networking takes a connection and then closes it until
    /// the guest listens. A wrong host key ends it, as does the task's cancellation, which says what was seen last.
    package static func waitAndConnect(
        port: UInt16, user: String, key: SSHKeyPair, hostKey: String, eachWithin limit: Duration = .seconds(60)
    ) async throws(MachineError) -> SSHChannel {
        try await waitAndConnect(user: user, key: key, hostKey: hostKey, eachWithin: limit) {
            try await LoopbackPort.connect(to: port)
        }
    }

    package static func waitAndConnect(
        user: String, key: SSHKeyPair, hostKey: String, eachWithin limit: Duration = .seconds(60),
        dial: @escaping @Sendable () async throws -> any ByteStream
    ) async throws(MachineError) -> SSHChannel {
        _ = try checkedHostKey(hostKey)
        return try await keepTrying("the guest's SSH server") { () async throws(MachineError) in
            try await connect(user: user, key: key, hostKey: hostKey, within: limit, dial: dial)
        }
    }

    private static func checkedHostKey(_ line: String) throws(MachineError) -> SSHPublicKey {
        do { return try SSHPublicKey(line: line) } catch { throw .ssh(error) }
    }
}

/// Repeats until something answers; a failure that time does not mend is thrown at once.
func keepTrying<Value: Sendable>(
    _ subject: String, _ body: () async throws(MachineError) -> Value
) async throws(MachineError) -> Value {
    var pause = Duration.milliseconds(50)
    var last: MachineError?
    while true {
        do throws(MachineError) { return try await body() } catch {
            if !Task.isCancelled {
                let hopeless = error.message.contains("host key is") || error.code == .invalidInput
                if hopeless || error.code == .unsupported { throw error }
                last = error
            }
        }
        guard !Task.isCancelled, (try? await Task.sleep(for: pause)) != nil else {
            let seen = last.map { "; the last try: \($0)" } ?? ""
            throw MachineError(.cancelled, "cancelled while waiting for \(subject)\(seen)", cause: last)
        }
        pause = min(pause * 3 / 2, .seconds(1))
    }
}

enum LoopbackPort {
    static func connect(to port: UInt16) async throws -> any ByteStream {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let number = try retrying("socket") { socket(AF_INET, type, 0) }
        let descriptor = Descriptor(owning: number)
        try await blocking {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
            _ = try retrying("connect", "127.0.0.1 port \(port)") {
                withUnsafePointer(to: &address) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                    }
                }
            }
            var one: Int32 = 1
            setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        }
        return try DescriptorStream(descriptor)
    }
}
