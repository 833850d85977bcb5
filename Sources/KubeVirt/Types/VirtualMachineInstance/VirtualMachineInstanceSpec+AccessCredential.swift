extension VirtualMachineInstanceSpec {
    /// AccessCredential represents a credential source that can be used to authorize remote access to the vm guest Only
    /// one of its members may be specified.
    public struct AccessCredential: Sendable, Hashable, Codable {
        /// SSHPublicKey represents the source and method of applying a ssh public key into a guest virtual machine.
        public var sshPublicKey: SSHPublicKeyAccessCredential?
        /// UserPassword represents the source and method for applying a guest user's password.
        public var userPassword: UserPasswordAccessCredential?

        /// A value with these fields; what is not given stays unset.
        public init(
            sshPublicKey: SSHPublicKeyAccessCredential? = nil,
            userPassword: UserPasswordAccessCredential? = nil
        ) {
            self.sshPublicKey = sshPublicKey
            self.userPassword = userPassword
        }
    }
}
