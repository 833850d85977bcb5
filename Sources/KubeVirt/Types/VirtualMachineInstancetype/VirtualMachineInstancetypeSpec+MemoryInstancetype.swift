extension VirtualMachineInstancetypeSpec {
    /// MemoryInstancetype contains the Memory related configuration of a given VirtualMachineInstancetypeSpec.
    ///
    /// Guest is a required attribute and defines the amount of RAM to be exposed to the guest by the instancetype.
    public struct MemoryInstancetype: Sendable, Hashable, Codable {
        /// Required amount of memory which is visible inside the guest OS.
        public var guest: Quantity
        /// Optionally enables the use of hugepages for the VirtualMachineInstance instead of regular memory.
        public var hugepages: DomainSpec.Hugepages?
        /// MaxGuest allows to specify the maximum amount of memory which is visible inside the Guest OS.
        ///
        /// The delta between MaxGuest and Guest is the amount of memory that can be hot(un)plugged.
        public var maxGuest: Quantity?
        /// OvercommitPercent is the percentage of the guest memory which will be overcommitted.
        ///
        /// This means that the VMIs parent pod (virt-launcher) will request less physical memory by a factor specified
        /// by the OvercommitPercent. Overcommits can lead to memory exhaustion, which in turn can lead to crashes. Use
        /// carefully. Defaults to 0.
        public var overcommitPercent: Int32?

        /// A value with these fields; what is not given stays unset.
        public init(
            guest: Quantity,
            hugepages: DomainSpec.Hugepages? = nil,
            maxGuest: Quantity? = nil,
            overcommitPercent: Int32? = nil
        ) {
            self.guest = guest
            self.hugepages = hugepages
            self.maxGuest = maxGuest
            self.overcommitPercent = overcommitPercent
        }
    }
}
