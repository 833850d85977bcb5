extension DomainSpec {
    /// When a container image is pulled.
    public enum ImagePullPolicy: String, Sendable, Hashable, Codable, CaseIterable {
        /// At every start; the default for the tag `latest`.
        case always = "Always"
        /// When the host has none; the default for other tags.
        case ifNotPresent = "IfNotPresent"
        /// Not at all: the host must have it.
        case never = "Never"
    }
}
