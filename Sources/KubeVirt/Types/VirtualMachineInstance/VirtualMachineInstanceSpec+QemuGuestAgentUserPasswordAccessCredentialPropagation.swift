extension VirtualMachineInstanceSpec {
    /// Passwords by the guest agent; it has no settings.
    public struct QemuGuestAgentUserPasswordAccessCredentialPropagation: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
