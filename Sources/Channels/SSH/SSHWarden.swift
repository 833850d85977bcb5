import Machines
import Offload
import SSH

/// A shell that lives as long as its connection: ends commands, and what still runs when the connection is lost.
actor SSHWarden {
    private let stream: SSHStream
    /// Where launchers write down what runs.
    nonisolated let registry: String
    private var pending: [Int: CheckedContinuation<String?, Never>] = [:]
    private var next = 0
    private var ended = false
    private var rest: [UInt8]

    private init(_ stream: SSHStream, registry: String, rest: [UInt8]) {
        self.stream = stream
        self.registry = registry
        self.rest = rest
    }

    static func start(in session: SSHSession) async throws(MachineError) -> SSHWarden {
        let nonce = "mayfly-" + String(UInt64.random(in: 1 << 60...UInt64.max), radix: 36)
        var report = LaunchReport(nonce: nonce)
        do throws(SSHError) {
            let line = "exec /bin/sh -c \(quoted(GuestScripts.warden)) sh \(nonce)"
            let stream = try await SSHStream.execute(line, in: session)
            while true {
                let bytes = try await stream.read()
                if bytes.isEmpty { break }
                let taken: (LaunchReport.Word, rest: [UInt8])?
                do { taken = try report.take(bytes) } catch { throw SSHError(.refused, error.message) }
                guard case .other(let registry)? = taken?.0, let rest = taken?.rest else { continue }
                let warden = SSHWarden(stream, registry: registry, rest: rest)
                await warden.listen()
                return warden
            }
            throw SSHError(.refused, "the login shell ended before /bin/sh ran: \(report.text)")
        } catch {
            throw .ssh(error)
        }
    }

    private func listen() {
        Task {
            while let bytes = try? await stream.read(), !bytes.isEmpty { take(bytes) }
            ended = true
            for waiter in pending.values { waiter.resume(returning: nil) }
            pending = [:]
        }
    }

    private func take(_ bytes: [UInt8]) {
        rest += bytes
        while let end = rest.firstIndex(of: 10) {
            let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
            rest.removeSubrange(...end)
            guard words.count == 2, let id = Int(words[0]) else { continue }
            pending.removeValue(forKey: id)?.resume(returning: String(words[1]))
        }
        if rest.count > 65536 { rest = [] }
    }

    /// Asks and waits for the answer, whatever becomes of the caller; nil when the connection is lost.
    private func ask(_ operation: String, _ session: Int32, _ value: String) async -> String? {
        if ended { return nil }
        next += 1
        let id = next
        return await withCheckedContinuation { continuation in
            pending[id] = continuation
            Task {
                let line = Array("\(operation) \(id) \(session) \(value)\n".utf8)
                if (try? await stream.write(line)) != true { pending.removeValue(forKey: id)?.resume(returning: nil) }
            }
        }
    }

    /// Ends a session's processes; returns when they are gone.
    func finish(_ session: Int32, grace: Duration) async {
        let tenths = max(0, min(Int(grace / .milliseconds(100)), 864_000))
        _ = await ask("K", session, String(tenths))
    }

    func signal(_ session: Int32, _ number: Int32) async { _ = await ask("S", session, String(number)) }

    /// Whether a command's first process is gone. What it exited with is known by then.
    func isGone(_ session: Int32) async -> Bool { await ask("P", session, "-") == "gone" }

    /// Its end was seen: what it left behind stays.
    func forget(_ session: Int32) async { _ = try? await stream.write(Array("D 0 \(session) -\n".utf8)) }

    /// Ends all that runs, and then itself.
    func close() async {
        try? await stream.closeWriting()
        while !ended, (try? await Task.sleep(for: .milliseconds(5))) != nil {}
    }
}
