extension VirtualMachineInstanceSpec {
    /// Keys by the NoCloud seed; it has no settings.
    public struct NoCloudSSHPublicKeyAccessCredentialPropagation: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
