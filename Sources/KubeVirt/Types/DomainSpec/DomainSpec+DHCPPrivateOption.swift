extension DomainSpec {
    /// An option for private use.
    public struct DHCPPrivateOption: Sendable, Hashable, Codable {
        /// Number, 224 to 254.
        public var option: Int
        /// Text that it carries.
        public var value: String

        /// A value with these fields; what is not given stays unset.
        public init(
            option: Int,
            value: String
        ) {
            self.option = option
            self.value = value
        }
    }
}
