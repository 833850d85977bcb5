import Fixtures
import Machines

/// The way into a fake guest; over with the boot that it was opened in.
struct FakeChannel: GuestChannel {
    let kind = GuestChannelKind.helper
    let guest: FakeGuest
    let gone: Latch<MachineError>

    func start(_ command: Command) async throws(MachineError) -> any GuestProcess {
        try check()
        let words = [command.executable] + command.arguments
        if words.contains(where: { $0.contains("\0") }) {
            throw MachineError(.invalidInput, "an argument holds a zero byte")
        }
        return FakeProcess(group: try await guest.start(command, gone: gone))
    }

    func connect(host: String, port: UInt16) async throws(MachineError) -> any GuestConnection {
        try check()
        guard ["localhost", "127.0.0.1"].contains(host) else {
            throw MachineError(.unsupported, "a fake guest has no network but its own")
        }
        guard let server = guest.server(on: port) else {
            throw MachineError(.channelLost, "the guest could not connect to \(host):\(port): Connection refused")
        }
        return FakeConnection(server: server, gone: gone)
    }

    func shutDown(_ action: ShutdownAction) async throws(MachineError) {
        try check()
        switch action {
        case .powerOff: await guest.powerOff()
        case .reboot: await guest.reboot()
        }
    }

    func close() async {}

    func check() throws(MachineError) {
        if let error = gone.known { throw error }
    }
}
