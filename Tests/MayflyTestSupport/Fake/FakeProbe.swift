import Machines

/// The ways into a fake guest: the helper is one, and a test says whether there are an agent and SSH.
struct FakeProbe: ReadinessProbe {
    let guest: FakeGuest

    func helper() async throws(MachineError) { _ = try await channel() }
    func agent() async throws(MachineError) { try await wait(for: .agent) }
    func ssh() async throws(MachineError) { try await wait(for: .ssh) }

    func channel() async throws(MachineError) -> any GuestChannel {
        do { return try await guest.session() } catch {
            throw .wrapping(error, .channelLost, "the guest does not answer")
        }
    }

    private func wait(for way: FakeGuest.Way) async throws(MachineError) {
        do { try await guest.wait(for: way) } catch {
            throw .wrapping(error, .channelLost, "the guest does not answer")
        }
    }
}
