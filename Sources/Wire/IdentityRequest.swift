/// Who a guest is to be from now on; what is nil or empty stays as it is. Never printed: private keys are in it.
package struct IdentityRequest: Hashable, Sendable {
    /// A key by which the guest's SSH server proves who it is.
    package struct HostKey: Hashable, Sendable {
        /// Such as `ssh_host_ed25519_key`.
        package var name: String
        package var privateText: String
        package var publicText: String

        package init(name: String, privateText: String, publicText: String) {
            self.name = name
            self.privateText = privateText
            self.publicText = publicText
        }
    }

    /// Changes who may log in as a user. Keys are lines as in `authorized_keys`.
    package struct AuthorizedKeys: Hashable, Sendable {
        package var user: String
        /// Lines that have one of these keys go, whatever their options and comment are.
        package var removed: [String]
        package var added: [String]

        package init(user: String, removed: [String] = [], added: [String]) {
            self.user = user
            self.removed = removed
            self.added = added
        }
    }

    package static let entropySizes = 64...512
    package static let seedSizes = 32...512
    package static let mostHostKeys = 16

    /// For the kernel's random number generator; secret.
    package var entropy: [UInt8]
    /// Nanoseconds since 1970.
    package var clock: UInt64?
    package var hostName: String?
    /// 32 digits, lower case.
    package var machineID: String?
    /// A UUID in lower case.
    package var bootID: String?
    /// What the next boot mixes into its random numbers; secret, and not the entropy again.
    package var seed: [UInt8]
    /// cloud-init's.
    package var instanceID: String?
    package var hostKeys: [HostKey]
    package var authorizedKeys: AuthorizedKeys?

    package init(
        entropy: [UInt8] = [], clock: UInt64? = nil, hostName: String? = nil, machineID: String? = nil,
        bootID: String? = nil, seed: [UInt8] = [], instanceID: String? = nil, hostKeys: [HostKey] = [],
        authorizedKeys: AuthorizedKeys? = nil
    ) {
        self.entropy = entropy
        self.clock = clock
        self.hostName = hostName
        self.machineID = machineID
        self.bootID = bootID
        self.seed = seed
        self.instanceID = instanceID
        self.hostKeys = hostKeys
        self.authorizedKeys = authorizedKeys
    }
}

extension IdentityRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "identity of \(hostName ?? "a guest")" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension IdentityRequest.HostKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The public half.
    package var description: String { publicText }
    package var debugDescription: String { publicText }
    package var customMirror: Mirror { Mirror(self, children: ["publicText": publicText]) }
}
