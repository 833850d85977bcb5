package import Fixtures
import Host

/// What steps need of the world outside the disk: handed in, so that nothing here looks for it.
package struct CustomizeInputs: Sendable {
    /// The bytes of a secret; throws when its variable or file is not there.
    package var secret: @Sendable (SecretValue) throws -> [UInt8]
    /// The guest helper for the disk's architecture.
    package var helper: @Sendable () throws -> [UInt8]
    /// Variables that name proxies (`http_proxy` and so on), for steps that reach the network.
    package var proxies: [String: String]
    /// Lines for the guest's hosts file while a step reaches the network: names that only this host's file knows.
    package var hostNames: [String]
    /// Where big archives are kept for a moment, without a name.
    package var temporaryDirectory: String
    /// How much longer than with KVM everything takes.
    package var stretch: Double

    package init(
        secret: @escaping @Sendable (SecretValue) throws -> [UInt8], helper: @escaping @Sendable () throws -> [UInt8],
        proxies: [String: String] = [:], hostNames: [String] = HostNames.ofThisHost(),
        temporaryDirectory: String = "/var/tmp", stretch: Double = 1
    ) {
        self.secret = secret
        self.helper = helper
        self.proxies = proxies
        self.hostNames = hostNames
        self.temporaryDirectory = temporaryDirectory
        self.stretch = stretch
    }
}

/// Names in a host's own hosts file: its resolver knows them, the appliance's does not.
package enum HostNames {
    /// The lines of a hosts file that mean other machines.
    package static func others(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            guard words.count > 1, let address = words.first else { return nil }
            let isOfThisHost =
                address.hasPrefix("127.") || address.hasPrefix("::") || address.hasPrefix("fe")
                || address.hasPrefix("ff")
            return isOfThisHost ? nil : words.joined(separator: " ")
        }
    }

    package static func ofThisHost() -> [String] { others(in: FileSystem.text("/etc/hosts") ?? "") }
}
