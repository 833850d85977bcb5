extension VirtualMachineInstanceSpec {
    /// UserPasswordAccessCredential represents a source and propagation method for injecting user passwords into a vm
    /// guest Only one of its members may be specified.
    public struct UserPasswordAccessCredential: Sendable, Hashable, Codable {
        /// propagationMethod represents how the user passwords are injected into the vm guest.
        public var propagationMethod: UserPasswordAccessCredentialPropagationMethod
        /// Source represents where the user passwords are pulled from.
        public var source: UserPasswordAccessCredentialSource

        /// A value with these fields; what is not given stays unset.
        public init(
            propagationMethod: UserPasswordAccessCredentialPropagationMethod =
                UserPasswordAccessCredentialPropagationMethod(),
            source: UserPasswordAccessCredentialSource = UserPasswordAccessCredentialSource()
        ) {
            self.propagationMethod = propagationMethod
            self.source = source
        }
    }
}
