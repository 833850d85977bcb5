extension VirtualMachineInstanceStatus {
    /// How much memory the guest has and could have.
    public struct MemoryStatus: Sendable, Hashable, Codable {
        /// GuestAtBoot specifies with how much memory the VirtualMachine intiallly booted with.
        public var guestAtBoot: Quantity?
        /// GuestCurrent specifies how much memory is currently available for the VirtualMachine.
        public var guestCurrent: Quantity?
        /// GuestRequested specifies how much memory was requested (hotplug) for the VirtualMachine.
        public var guestRequested: Quantity?
        /// MemoryOverhead specifies the memory overhead added by the virtualization infrastructure for the
        /// virt-launcher pod.
        public var memoryOverhead: Quantity?

        /// A value with these fields; what is not given stays unset.
        public init(
            guestAtBoot: Quantity? = nil,
            guestCurrent: Quantity? = nil,
            guestRequested: Quantity? = nil,
            memoryOverhead: Quantity? = nil
        ) {
            self.guestAtBoot = guestAtBoot
            self.guestCurrent = guestCurrent
            self.guestRequested = guestRequested
            self.memoryOverhead = memoryOverhead
        }
    }
}
