/// Who a guest is to be, and what it is to trust: what Mayfly adds to the user's own seed.
package struct SeedIdentity: Sendable, Hashable {
    /// An SSH key by which the guest proves who it is.
    package struct HostKey: Sendable, Hashable {
        /// As cloud-init names it: `ed25519`, `ecdsa` or `rsa`.
        package var type: String
        /// In OpenSSH's own format, with its first and last line.
        package var privateText: String
        /// A line as in `ssh_host_ed25519_key.pub`.
        package var publicLine: String

        package init(type: String, privateText: String, publicLine: String) {
            self.type = type
            self.privateText = privateText
            self.publicLine = publicLine
        }
    }

    /// A new one makes cloud-init do its once-per-instance work again. A ConfigDrive takes its `uuid` for it, as cloud-init
    /// does.
    package var instanceID: String
    package var hostname: String
    /// What KubeVirt calls the instance type; nil when the VMI has none.
    package var instanceType: String?
    /// The machine's UUID, for a ConfigDrive; the instance's id when nil.
    package var uuid: String?
    /// Keys that may log in as root and as the image's usual user.
    package var authorizedKeys: [String]
    package var hostKeys: [HostKey]
    /// As the guest is to see it; see ``ProxySettings/seenFromGuest(gateway:)``.
    package var proxy: ProxySettings?
    /// Certificates of authorities in PEM, besides those that the image trusts.
    package var certificates: [String]

    package init(
        instanceID: String, hostname: String, instanceType: String? = nil, uuid: String? = nil,
        authorizedKeys: [String] = [], hostKeys: [HostKey] = [], proxy: ProxySettings? = nil,
        certificates: [String] = []
    ) {
        self.instanceID = instanceID
        self.hostname = hostname
        self.instanceType = instanceType
        self.uuid = uuid
        self.authorizedKeys = authorizedKeys
        self.hostKeys = hostKeys
        self.proxy = proxy
        self.certificates = certificates
    }
}

extension SeedIdentity: CustomStringConvertible, CustomReflectable {
    /// Without keys: private ones are among them.
    package var description: String { "seed identity \(hostname) (\(instanceID))" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension SeedIdentity.HostKey: CustomStringConvertible, CustomReflectable {
    /// The public half.
    package var description: String { publicLine }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension SeedIdentity {
    /// Refuses what would break a line-based file in the guest, or be dropped there without a word.
    func check() throws(SeedError) {
        func plain(_ text: String, _ field: String) throws(SeedError) {
            guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
                throw SeedError(.identity, field, "must be one line that is not empty")
            }
        }
        try plain(instanceID, "instance id")
        try plain(hostname, "host name")
        for key in authorizedKeys { try plain(key, "authorized key") }
        for key in hostKeys {
            try plain(key.publicLine, "host key")
            guard ["ed25519", "ecdsa", "rsa"].contains(key.type) else {
                throw SeedError(.identity, "host key", "cloud-init takes ed25519, ecdsa and rsa, not \(key.type)")
            }
        }
        for certificate in certificates where !certificate.contains("-----BEGIN CERTIFICATE-----") {
            throw SeedError(.identity, "certificate", "is not PEM; it begins with -----BEGIN CERTIFICATE-----")
        }
        for (name, value) in proxy?.variables ?? [] { try plain(value, name) }
    }
}
