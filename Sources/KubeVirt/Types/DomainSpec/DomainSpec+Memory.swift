extension DomainSpec {
    /// Memory as the guest sees it.
    public struct Memory: Sendable, Hashable, Codable {
        /// Memory that the guest sees; `resources.requests.memory` by default.
        public var guest: Quantity?
        /// Hugepages allow to use hugepages for the VirtualMachineInstance instead of regular memory.
        public var hugepages: Hugepages?
        /// MaxGuest allows to specify the maximum amount of memory which is visible inside the Guest OS.
        ///
        /// The delta between MaxGuest and Guest is the amount of memory that can be hot(un)plugged.
        public var maxGuest: Quantity?
        /// ReservedOverhead configures the memory overhead applied to a VM and its characteristics.
        public var reservedOverhead: ReservedOverhead?

        /// A value with these fields; what is not given stays unset.
        public init(
            guest: Quantity? = nil,
            hugepages: Hugepages? = nil,
            maxGuest: Quantity? = nil,
            reservedOverhead: ReservedOverhead? = nil
        ) {
            self.guest = guest
            self.hugepages = hugepages
            self.maxGuest = maxGuest
            self.reservedOverhead = reservedOverhead
        }
    }
}
