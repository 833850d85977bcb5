extension VirtualMachineInstanceSpec {
    /// GuestAgentPing configures the guest-agent based ping probe.
    public struct GuestAgentPing: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
