extension DomainSpec {
    /// A bridge to the pod's interface; it has no settings.
    public struct InterfaceBridge: Sendable, Hashable, Codable {

        /// The only value there is.
        public init() {}
    }
}

extension DomainSpec {
    /// Address translation; it has no settings.
    public struct InterfaceMasquerade: Sendable, Hashable, Codable {

        /// The only value there is.
        public init() {}
    }
}

extension DomainSpec {
    /// The passt program; it has no settings.
    public struct InterfacePasstBinding: Sendable, Hashable, Codable {

        /// The only value there is.
        public init() {}
    }
}

extension DomainSpec {
    /// A function of a host's network card; it has no settings.
    public struct InterfaceSRIOV: Sendable, Hashable, Codable {

        /// The only value there is.
        public init() {}
    }
}

extension DomainSpec {
    /// A binding plugin.
    public struct PluginBinding: Sendable, Hashable, Codable {
        /// The plugin's name in KubeVirt's configuration.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String
        ) {
            self.name = name
        }
    }
}
