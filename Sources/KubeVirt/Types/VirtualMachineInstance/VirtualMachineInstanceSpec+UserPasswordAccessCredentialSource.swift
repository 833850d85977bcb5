extension VirtualMachineInstanceSpec {
    /// UserPasswordAccessCredentialSource represents where to retrieve the user password credentials Only one of its
    /// members may be specified.
    public struct UserPasswordAccessCredentialSource: Sendable, Hashable, Codable {
        /// Secret means that the access credential is pulled from a kubernetes secret.
        public var secret: AccessCredentialSecretSource?

        /// A value with these fields; what is not given stays unset.
        public init(
            secret: AccessCredentialSecretSource? = nil
        ) {
            self.secret = secret
        }
    }
}
