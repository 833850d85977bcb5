extension DomainSpec {
    /// How the guest sees nodes of memory.
    public struct NUMA: Sendable, Hashable, Codable {
        /// GuestMappingPassthrough will create an efficient guest topology based on host CPUs exclusively assigned to a
        /// pod.
        ///
        /// The created topology ensures that memory and CPUs on the virtual numa nodes never cross boundaries of host
        /// numa nodes.
        public var guestMappingPassthrough: NUMAGuestMappingPassthrough?

        /// A value with these fields; what is not given stays unset.
        public init(
            guestMappingPassthrough: NUMAGuestMappingPassthrough? = nil
        ) {
            self.guestMappingPassthrough = guestMappingPassthrough
        }
    }
}
