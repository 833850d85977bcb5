extension DomainSpec {
    /// When a container image is pulled.
    public struct ImagePullPolicy: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as Kubernetes writes it.
        public var rawValue: String

        /// A policy by its word.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// At every start; the default for the tag `latest`.
        public static let always = ImagePullPolicy(rawValue: "Always")
        /// When the host has none; the default for other tags.
        public static let ifNotPresent = ImagePullPolicy(rawValue: "IfNotPresent")
        /// Never: the host must have it.
        public static let never = ImagePullPolicy(rawValue: "Never")
    }
}
