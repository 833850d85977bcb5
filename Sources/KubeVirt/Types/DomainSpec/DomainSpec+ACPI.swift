extension DomainSpec {
    /// ACPI tables that the firmware passes on, each in a secret.
    public struct ACPI: Sendable, Hashable, Codable {
        /// Similar to SlicNameRef, another ACPI entry that is used in more recent Windows versions.
        ///
        /// The above points to the spec of MSDM too.
        public var msdmNameRef: String?
        /// SlicNameRef should match the volume name of a secret object.
        ///
        /// The data in the secret should be a binary blob that follows the ACPI SLIC standard, see:
        /// https://learn.microsoft.com/en-us/previous-versions/windows/hardware/design/dn653305(v=vs.85)
        public var slicNameRef: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            msdmNameRef: String? = nil,
            slicNameRef: String? = nil
        ) {
            self.msdmNameRef = msdmNameRef
            self.slicNameRef = slicNameRef
        }
    }
}
