/// A user of the guest: made, or changed where there is one of that name.
public struct UserStep: Sendable, Hashable {
    /// The login name.
    public var name: String
    /// The password; none that works when nil.
    public var password: PasswordValue?
    /// Lines for `authorized_keys`.
    public var sshKeys: [String]
    /// Further groups, which must be there.
    public var groups: [String]
    /// Whether it may become root by sudo without a password.
    public var sudo: Bool
    /// The login shell; the guest's default when nil.
    public var shell: GuestPath?
    /// The user's number; the next free one when nil.
    public var uid: UInt32?

    /// A user.
    public init(
        name: String, password: PasswordValue? = nil, sshKeys: [String] = [], groups: [String] = [], sudo: Bool = false,
        shell: GuestPath? = nil, uid: UInt32? = nil
    ) {
        self.name = name
        self.password = password
        self.sshKeys = sshKeys
        self.groups = groups
        self.sudo = sudo
        self.shell = shell
        self.uid = uid
    }
}

extension UserStep: Codable {
    /// Reads a user.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            password: try container.decodeIfPresent(PasswordValue.self, forKey: .password),
            sshKeys: try container.decodeIfPresent([String].self, forKey: .sshKeys) ?? [],
            groups: try container.decodeIfPresent([String].self, forKey: .groups) ?? [],
            sudo: try container.decodeIfPresent(Bool.self, forKey: .sudo) ?? false,
            shell: try container.decodeIfPresent(GuestPath.self, forKey: .shell),
            uid: try container.decodeIfPresent(UInt32.self, forKey: .uid))
        for (key, names) in [(CodingKeys.name, [name]), (.groups, groups)] {
            for name in names where name.isEmpty || !FileOwner.isName(name) {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "expected a name such as robot, got ‘\(name)’")
            }
        }
        for line in sshKeys where line.contains(where: \.isNewline) || !line.contains(" ") {
            throw DecodingError.dataCorruptedError(
                forKey: .sshKeys, in: container,
                debugDescription: "expected public keys such as ‘ssh-ed25519 AAAA…’, one each, got ‘\(line)’")
        }
    }
}

/// A password, never written in a fixture in clear.
public enum PasswordValue: Sendable, Hashable {
    /// As `/etc/shadow` has it, such as `$6$…` or `$y$…`.
    case hash(String)
    /// The password itself, from a place that is not the fixture.
    case secret(SecretValue)
    /// None works; logins by key still do.
    case locked
}

extension PasswordValue: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case hash, fromEnv, fromFile, locked
    }

    /// Reads one way to say a password.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let key = try container.theOne(called: "a password")
        switch key {
        case .hash:
            let hash = try container.decode(String.self, forKey: key)
            guard hash.hasPrefix("$"), hash.split(separator: "$").count >= 3, !hash.contains(":"), !hash.hasUnprintable
            else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container,
                    debugDescription: "expected a hash as /etc/shadow has it, such as ‘openssl passwd -6’ makes")
            }
            self = .hash(hash)
        case .fromEnv, .fromFile: self = .secret(try SecretValue(from: decoder))
        case .locked:
            guard try container.decode(Bool.self, forKey: key) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "expected true, or another way to say a password")
            }
            self = .locked
        }
    }

    /// Writes the password's place.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .hash(let hash):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(hash, forKey: .hash)
        case .secret(let secret): try secret.encode(to: encoder)
        case .locked:
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(true, forKey: .locked)
        }
    }
}

/// Keys by which the guest's SSH server is known; a machine that gets none makes its own when it first boots.
public struct SSHHostKeysStep: Sendable, Hashable, Codable {
    /// Private keys as OpenSSH writes them; their public halves are made of them.
    public var keys: [SecretValue]

    /// Keys.
    public init(_ keys: [SecretValue]) { self.keys = keys }
}
