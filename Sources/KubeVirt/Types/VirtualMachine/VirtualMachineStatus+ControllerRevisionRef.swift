extension VirtualMachineStatus {
    /// A kept version of an object.
    public struct ControllerRevisionRef: Sendable, Hashable, Codable {
        /// Name of the ControllerRevision.
        public var name: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String? = nil
        ) {
            self.name = name
        }
    }
}
