package import SSH
package import Wire

/// Who one fork is, and nobody else: drawn ahead, given once. Never printed: keys are in it.
package struct GuestIdentity: Sendable, Hashable {
    package typealias AuthorizedKeys = IdentityRequest.AuthorizedKeys

    /// What is nil stays the template's.
    package var hostName: String?
    /// systemd's and D-Bus's, 32 digits.
    package var machineID: String?
    /// What the guest shows as its boot, a UUID.
    package var bootID: String?
    /// cloud-init's. Only together with a seed that says the same: at the next boot another one there would have it do
    /// its once-per-instance work again.
    package var instanceID: String?
    /// The only key by which the guest's SSH server proves who it is; all others of the template's are removed.
    package var hostKey: SSHKeyPair?
    /// Whose keys go and whose come; keys that are not named stay, because the image or its user data put them there.
    package var authorizedKeys: AuthorizedKeys?
    let entropy: [UInt8]
    let seed: [UInt8]

    /// A new one: random numbers, ids and entropy from this source, which must be a secret one but in tests.
    package init(
        hostName: String? = nil, instanceID: String? = nil, hostKey: SSHKeyPair? = nil,
        authorizedKeys: AuthorizedKeys? = nil, using random: inout some RandomNumberGenerator
    ) {
        entropy = random.bytes(64)
        seed = random.bytes(256)
        machineID = random.uuid().filter { $0 != "-" }
        bootID = random.uuid()
        self.hostName = hostName
        self.instanceID = instanceID
        self.hostKey = hostKey
        self.authorizedKeys = authorizedKeys
    }

    /// From the system's random numbers.
    package init(
        hostName: String? = nil, instanceID: String? = nil, hostKey: SSHKeyPair? = nil,
        authorizedKeys: AuthorizedKeys? = nil
    ) {
        var random = SystemRandomNumberGenerator()
        self.init(
            hostName: hostName, instanceID: instanceID, hostKey: hostKey, authorizedKeys: authorizedKeys, using: &random
        )
    }

    private init(entropy: [UInt8]) {
        self.entropy = entropy
        seed = []
    }

    /// The guest stays who it is; only its clock and its random numbers are made good after a pause.
    package static func same() -> GuestIdentity {
        var random = SystemRandomNumberGenerator()
        return GuestIdentity(entropy: random.bytes(64))
    }

    /// The guest stays who it is, and does what it would do to become another one: what that takes once is done then.
    package static func rehearsal(machineID: String?, bootID: String, hostKey: SSHKeyPair) -> GuestIdentity {
        var identity = same()
        identity.machineID = machineID
        identity.bootID = bootID
        identity.hostKey = hostKey
        return identity
    }

    /// As the wire has it; the clock is read when it is sent.
    func request(clock: UInt64) -> IdentityRequest {
        IdentityRequest(
            entropy: entropy, clock: clock, hostName: hostName, machineID: machineID, bootID: bootID, seed: seed,
            instanceID: instanceID,
            hostKeys: hostKey.map {
                [
                    IdentityRequest.HostKey(
                        name: "ssh_host_ed25519_key", privateText: $0.privateText, publicText: $0.publicLine + "\n")
                ]
            } ?? [], authorizedKeys: authorizedKeys)
    }
}

extension GuestIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "identity of \(hostName ?? "a guest") (machine \(machineID ?? "as before"))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension RandomNumberGenerator {
    fileprivate mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count { bytes.add(next()) }
        return Array(bytes.prefix(count))
    }

    /// Of version 4, as systemd makes its ids.
    fileprivate mutating func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text += "-" }
            text += byte.hexadecimal
        }
        return text
    }
}

extension [UInt8] {
    fileprivate mutating func add(_ number: UInt64) {
        for place in 0..<8 { append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place)))) }
    }
}

extension UInt8 {
    var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
