extension VirtualMachineInstanceSpec {
    /// UserPasswordAccessCredentialPropagationMethod represents the method used to inject a user passwords into the vm
    /// guest.
    ///
    /// Only one of its members may be specified.
    public struct UserPasswordAccessCredentialPropagationMethod: Sendable, Hashable, Codable {
        /// QemuGuestAgentAccessCredentailPropagation means passwords are dynamically injected into the vm at runtime
        /// via the qemu guest agent.
        ///
        /// This feature requires the qemu guest agent to be running within the guest.
        public var qemuGuestAgent: QemuGuestAgentUserPasswordAccessCredentialPropagation?

        /// A value with these fields; what is not given stays unset.
        public init(
            qemuGuestAgent: QemuGuestAgentUserPasswordAccessCredentialPropagation? = nil
        ) {
            self.qemuGuestAgent = qemuGuestAgent
        }
    }
}
