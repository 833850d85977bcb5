extension DomainSpec {
    /// What the machine costs its host beyond its memory.
    public struct ReservedOverhead: Sendable, Hashable, Codable {
        /// AddedOverhead determines the memory overhead that will be reserved for the VM.
        ///
        /// It increases the virt-launcher pod memory limit.
        public var addedOverhead: Quantity?
        /// RequiresLock determines whether the VM's and its overhead memory need to be locked or not.
        ///
        /// It is a common practice to enable this if vDPA, VFIO or any other specialized hardware that depends on DMA
        /// is being used by the VM. False - (Default) memory lock RLimits are not modified. True - Memory lock RLimits
        /// will be updated to consider VM memory size and memory overhead.
        public var memLock: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            addedOverhead: Quantity? = nil,
            memLock: String? = nil
        ) {
            self.addedOverhead = addedOverhead
            self.memLock = memLock
        }
    }
}
