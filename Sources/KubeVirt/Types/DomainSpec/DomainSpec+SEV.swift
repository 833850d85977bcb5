extension DomainSpec {
    /// AMD's secure encrypted virtualization.
    public struct SEV: Sendable, Hashable, Codable {
        /// If specified, run the attestation process for a vmi.
        public var attestation: SEVAttestation?
        /// Base64 encoded guest owner's Diffie-Hellman key.
        public var dhCert: String?
        /// Guest policy flags as defined in AMD SEV API specification.
        ///
        /// Note: due to security reasons it is not allowed to enable guest debugging. Therefore NoDebug flag is not
        /// exposed to users and is always true.
        public var policy: SEVPolicy?
        /// Base64 encoded session blob.
        public var session: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            attestation: SEVAttestation? = nil,
            dhCert: String? = nil,
            policy: SEVPolicy? = nil,
            session: String? = nil
        ) {
            self.attestation = attestation
            self.dhCert = dhCert
            self.policy = policy
            self.session = session
        }
    }
}
