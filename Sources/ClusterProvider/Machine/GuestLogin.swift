import Channels
package import Machines
package import Offload
import SSH

/// How a guest is logged in to over its network; tests have another one.
package protocol GuestLogin: Sendable {
    /// Returns when the guest lets us in; the caller has the deadline.
    func connect(
        as access: LoginAccess, dial: @escaping @Sendable () async throws -> any ByteStream
    ) async throws(MachineError) -> any GuestChannel

    /// The guest helper's protocol inside of what `connect` has opened; nil when the guest has no helper.
    func helper(through channel: any GuestChannel) async throws(MachineError) -> (any GuestChannel)?
}

/// Who logs in, and what the guest has to prove.
package struct LoginAccess: Sendable {
    package let user: String
    let key: SSHKeyPair
    package let hostKey: String

    init(_ access: MachineRecord.Access) {
        user = access.user
        key = SSHKeyPair(publicLine: access.publicKey, privateText: access.privateKey)
        hostKey = access.hostKey
    }
}

/// By SSH.
struct SSHLogin: GuestLogin {
    static let port: UInt16 = 22

    func connect(
        as access: LoginAccess, dial: @escaping @Sendable () async throws -> any ByteStream
    ) async throws(MachineError) -> any GuestChannel {
        try await SSHChannel.waitAndConnect(
            user: access.user, key: access.key, hostKey: access.hostKey, dial: dial)
    }

    func helper(through channel: any GuestChannel) async throws(MachineError) -> (any GuestChannel)? {
        guard let channel = channel as? SSHChannel else { return nil }
        return try await HelperChannel.connect(through: channel, within: .seconds(60))
    }
}
