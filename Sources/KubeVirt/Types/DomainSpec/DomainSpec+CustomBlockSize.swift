extension DomainSpec {
    /// Sizes of blocks, in bytes; powers of two.
    public struct CustomBlockSize: Sendable, Hashable, Codable {
        /// Unit in which blocks are discarded.
        public var discardGranularity: UInt32?
        /// Smallest unit of a read or write.
        public var logical: UInt32?
        /// Unit that the device writes best.
        public var physical: UInt32?

        /// A value with these fields; what is not given stays unset.
        public init(
            discardGranularity: UInt32? = nil,
            logical: UInt32? = nil,
            physical: UInt32? = nil
        ) {
            self.discardGranularity = discardGranularity
            self.logical = logical
            self.physical = physical
        }
    }
}
