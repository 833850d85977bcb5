extension VirtualMachineInstanceSpec {
    /// SSHPublicKeyAccessCredential represents a source and propagation method for injecting ssh public keys into a vm
    /// guest.
    public struct SSHPublicKeyAccessCredential: Sendable, Hashable, Codable {
        /// PropagationMethod represents how the public key is injected into the vm guest.
        public var propagationMethod: SSHPublicKeyAccessCredentialPropagationMethod
        /// Source represents where the public keys are pulled from.
        public var source: SSHPublicKeyAccessCredentialSource

        /// A value with these fields; what is not given stays unset.
        public init(
            propagationMethod: SSHPublicKeyAccessCredentialPropagationMethod =
                SSHPublicKeyAccessCredentialPropagationMethod(),
            source: SSHPublicKeyAccessCredentialSource = SSHPublicKeyAccessCredentialSource()
        ) {
            self.propagationMethod = propagationMethod
            self.source = source
        }
    }
}
