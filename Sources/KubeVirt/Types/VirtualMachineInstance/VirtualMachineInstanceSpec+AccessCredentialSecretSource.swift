extension VirtualMachineInstanceSpec {
    /// A secret with credentials.
    public struct AccessCredentialSecretSource: Sendable, Hashable, Codable {
        /// SecretName represents the name of the secret in the VMI's namespace.
        public var secretName: String

        /// A value with these fields; what is not given stays unset.
        public init(
            secretName: String
        ) {
            self.secretName = secretName
        }
    }
}
