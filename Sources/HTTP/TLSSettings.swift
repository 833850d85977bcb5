/// Who a server has to be, and who we are to it.
package struct TLSSettings: Sendable, Hashable {
    /// Authorities to trust (PEM) instead of a file's or the host's own.
    package var authority: [UInt8]?
    package var identity: Identity?
    /// The name that the certificate must have and that the server is told, where that is not the address's.
    package var serverName: String?
    /// Takes any certificate: whoever is on the way can read and change everything.
    package var skipsVerification = false

    /// A certificate, with those between it and its authority, and its key (PEM).
    package struct Identity: Sendable, Hashable {
        package var certificate: [UInt8]
        package var key: [UInt8]

        package init(certificate: [UInt8], key: [UInt8]) {
            self.certificate = certificate
            self.key = key
        }
    }

    package init() {}
}

extension TLSSettings.Identity: CustomStringConvertible, CustomReflectable {
    package var description: String { "a client certificate" }
    package var customMirror: Mirror { Mirror(self, children: ["identity": description]) }
}
