extension DomainSpec {
    /// A device by which the guest tells that it crashed.
    public struct PanicDevice: Sendable, Hashable, Codable {
        /// Model specifies what type of panic device is provided.
        ///
        /// The panic model used when this attribute is missing depends on the hypervisor and guest arch. One of: isa,
        /// hyperv, pvpanic.
        public var model: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            model: String? = nil
        ) {
            self.model = model
        }
    }
}
