extension VirtualMachineSpec {
    /// A status that says nothing.
    public struct DataVolumeTemplateDummyStatus: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
