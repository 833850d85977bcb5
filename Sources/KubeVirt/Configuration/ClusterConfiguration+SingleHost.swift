extension ClusterConfiguration {
    /// A host that one user has to himself: every gate that KubeVirt knows is on, because nobody else decides here what may
    /// be used. What the host cannot do is refused by its back end.
    public static let singleHost: ClusterConfiguration = {
        var configuration = ClusterConfiguration(
            featureGates: FeatureGate.maturities.keys.sorted().map(FeatureGate.init(rawValue:)))
        configuration.defaultPodInterface = .masquerade
        #if arch(arm64)
            configuration.defaultArchitecture = .arm64
        #endif
        return configuration
    }()
}
