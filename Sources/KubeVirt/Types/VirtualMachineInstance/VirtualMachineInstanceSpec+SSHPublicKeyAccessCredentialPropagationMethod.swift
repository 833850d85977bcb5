extension VirtualMachineInstanceSpec {
    /// SSHPublicKeyAccessCredentialPropagationMethod represents the method used to inject a ssh public key into the vm
    /// guest.
    ///
    /// Only one of its members may be specified.
    public struct SSHPublicKeyAccessCredentialPropagationMethod: Sendable, Hashable, Codable {
        /// ConfigDrivePropagation means that the ssh public keys are injected into the VM using metadata using the
        /// configDrive cloud-init provider.
        public var configDrive: ConfigDriveSSHPublicKeyAccessCredentialPropagation?
        /// NoCloudPropagation means that the ssh public keys are injected into the VM using metadata using the noCloud
        /// cloud-init provider.
        public var noCloud: NoCloudSSHPublicKeyAccessCredentialPropagation?
        /// QemuGuestAgentAccessCredentailPropagation means ssh public keys are dynamically injected into the vm at
        /// runtime via the qemu guest agent.
        ///
        /// This feature requires the qemu guest agent to be running within the guest.
        public var qemuGuestAgent: QemuGuestAgentSSHPublicKeyAccessCredentialPropagation?

        /// A value with these fields; what is not given stays unset.
        public init(
            configDrive: ConfigDriveSSHPublicKeyAccessCredentialPropagation? = nil,
            noCloud: NoCloudSSHPublicKeyAccessCredentialPropagation? = nil,
            qemuGuestAgent: QemuGuestAgentSSHPublicKeyAccessCredentialPropagation? = nil
        ) {
            self.configDrive = configDrive
            self.noCloud = noCloud
            self.qemuGuestAgent = qemuGuestAgent
        }
    }
}
