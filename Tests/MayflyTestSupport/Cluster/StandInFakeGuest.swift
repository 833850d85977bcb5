import ClusterProvider
import Machines
import Offload
import Synchronization

/// A fake guest, reached by streams only, as a cluster has it.
final class StandInFakeGuest: StandInGuest {
    private struct State {
        var console: StandInStream?
        var ports: [StandInStream] = []
        var isPaused = false
        var booting: Task<Void, Never>?
    }

    let uid: String
    let guest: FakeGuest
    private let boot: @Sendable (FakeGuest) async -> Void
    private let state: Mutex<State>
    /// Somebody has come to the console or to a port.
    private let isAttended = Latch<Void>()

    init(uid: String, host: FakeHost) {
        self.uid = uid
        boot = host.boot
        let console = Console(deadlineScale: 1)
        let again = Latch<@Sendable () -> Void>()
        let printed = Latch<@Sendable ([UInt8]) -> Void>()
        guest = FakeGuest(console: console, programs: host.programs, serial: { printed.known?($0) }) {
            again.known?()
        }
        state = Mutex(State())
        again.set { [weak self] in self?.begin() }
        printed.set { [weak self] bytes in self?.state.withLock { $0.console }?.send(bytes) }
    }

    /// The guest boots, or boots again. Its firmware takes as long as somebody needs who wants to read the console from
    /// the kernel's first line on, and a second where nobody does.
    func begin() {
        closePorts()
        let (boot, guest, isAttended) = (boot, guest, isAttended)
        let old = state.withLock { state in
            let old = state.booting
            state.booting = Task {
                try? await withDeadline(.seconds(1)) { try await isAttended.wait() }
                await boot(guest)
            }
            return old
        }
        old?.cancel()
    }

    func reset() {
        guest.restart()
        begin()
    }

    func waitUntilOff() async { try? await guest.poweredOff.wait() }

    func end() {
        let (console, booting) = state.withLock { ($0.console, $0.booting) }
        booting?.cancel()
        guest.lose(MachineError(.channelLost, "the machine went off"))
        closePorts()
        console?.close()
        // Nobody need wait for it any more.
        guest.poweredOff.open()
    }

    private func closePorts() {
        let ports = state.withLock { state in
            defer { state.ports = [] }
            return state.ports
        }
        for port in ports { port.close() }
    }

    private var isPaused: Bool { state.withLock { $0.isPaused } }

    func setPaused(_ isPaused: Bool) {
        state.withLock { $0.isPaused = isPaused }
        guest.setRunning(!isPaused)
    }

    /// Whoever had the console before has it no more. What was printed while nobody had it is lost.
    func openConsole() -> any ByteStream {
        let stream = StandInStream { [guest] bytes in await guest.print(String(decoding: bytes, as: UTF8.self)) }
        let old = state.withLock { state in
            defer { state.console = stream }
            return state.console
        }
        old?.close()
        isAttended.open()
        return stream
    }

    /// Port 22 says who answers, and no more; others are those of the fake guest.
    func openPort(_ port: UInt16) throws(MachineError) -> any ByteStream {
        if isPaused { throw MachineError(.channelLost, "409 Conflict: VMI is paused") }
        isAttended.open()
        let stream: StandInStream
        if port == 22 {
            stream = StandInStream()
            stream.send(uid.utf8)
        } else {
            guard let server = guest.server(on: port) else {
                throw MachineError(.channelLost, "500: dialing VM: connection refused")
            }
            let answer = Latch<@Sendable ([UInt8]?) -> Void>()
            stream = StandInStream { bytes in
                let reply = try? await server(bytes)
                answer.known?(reply)
            }
            answer.set { [weak stream] reply in
                if let reply { stream?.send(reply) } else { stream?.close() }
            }
        }
        state.withLock { $0.ports.append(stream) }
        return stream
    }
}
