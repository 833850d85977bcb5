import ClusterProvider
import Machines
import Offload

/// Lets us in to a stand-in's guests without SSH: whoever answers on port 22 is looked up, and is talked to as any fake
/// guest is.
struct StandInLogin: GuestLogin {
    let cluster: StandInKubeVirt

    func connect(
        as access: LoginAccess, dial: @escaping @Sendable () async throws -> any ByteStream
    ) async throws(MachineError) -> any GuestChannel {
        while !Task.isCancelled {
            if let stream = try? await dial(), let uid = try? await stream.read(atMost: 256),
                let guest = await cluster.guest(String(decoding: uid, as: UTF8.self)),
                let channel = try? await guest.guest.session()
            {
                return channel
            }
            // As SSH does it: again, until somebody answers.
            try? await Task.sleep(for: .milliseconds(20))
        }
        throw MachineError(.cancelled, "cancelled while connecting to the guest")
    }

    /// Its guests have no programs.
    func helper(through channel: any GuestChannel) async throws(MachineError) -> (any GuestChannel)? { nil }
}
