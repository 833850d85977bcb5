extension VirtualMachineInstanceSpec {
    /// Keys by the config drive; it has no settings.
    public struct ConfigDriveSSHPublicKeyAccessCredentialPropagation: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
