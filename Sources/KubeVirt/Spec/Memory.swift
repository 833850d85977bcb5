extension DomainSpec {
    /// Memory as the guest sees it.
    public struct Memory: Sendable, Hashable, Codable {
        /// Memory that the guest sees; `resources.requests.memory` by default.
        public var guest: Quantity?

        /// A value with these fields; what is not given stays unset.
        public init(guest: Quantity? = nil) {
            self.guest = guest
        }
    }
}

extension DomainSpec.Memory: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["hugepages", "maxGuest", "reservedOverhead"]
    }
}
