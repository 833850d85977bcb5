extension VirtualMachineInstanceSpec {
    /// Keys by the guest agent, for these users.
    public struct QemuGuestAgentSSHPublicKeyAccessCredentialPropagation: Sendable, Hashable, Codable {
        /// Users represents a list of guest users that should have the ssh public keys added to their authorized_keys
        /// file.
        public var users: [String]

        /// A value with these fields; what is not given stays unset.
        public init(
            users: [String]
        ) {
            self.users = users
        }
    }
}

extension VirtualMachineInstanceSpec.QemuGuestAgentSSHPublicKeyAccessCredentialPropagation: MergedLists {
    package static let mergedLists: [String: ListMerge] = ["users": .set]
}
