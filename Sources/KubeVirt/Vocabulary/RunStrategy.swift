extension VirtualMachineSpec {
    /// When a virtual machine has an instance running.
    public struct RunStrategy: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A strategy by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Always: an instance that ends is started again.
        public static let always = RunStrategy(rawValue: "Always")
        /// Never, until the strategy changes.
        public static let halted = RunStrategy(rawValue: "Halted")
        /// When it is told to start, until it is told to stop.
        public static let manual = RunStrategy(rawValue: "Manual")
        /// Until the guest ends well; an instance that fails is started again.
        public static let rerunOnFailure = RunStrategy(rawValue: "RerunOnFailure")
        /// Once.
        public static let once = RunStrategy(rawValue: "Once")
        /// When a migration brings it.
        public static let waitAsReceiver = RunStrategy(rawValue: "WaitAsReceiver")
    }
}
