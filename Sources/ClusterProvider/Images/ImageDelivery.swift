package import Fixtures
package import HTTP

/// How fixtures' images come to a cluster.
package struct ImageDelivery: Sendable, Hashable {
    /// The way of all; what each fixture says, when nil.
    package var way: ClusterImage?
    /// Which class volumes are of; what the way or the cluster says when nil.
    package var storageClass: String?
    /// Where CDI takes uploads; what CDI itself says when nil.
    package var uploadProxy: String?
    /// A file with the certificates that the proxy's is judged by (PEM); what CDI says, else the host's own, when nil.
    package var uploadAuthority: String?
    /// How often an upload is begun anew.
    package var retries = RetryPolicy(attempts: 6)
    /// How long an image may take from its last byte, or from its import's beginning, until machines can have it.
    package var limit = Duration.seconds(3600)

    package init() {}

    /// What is done for a fixture's image; nil where nodes pull it by the name that it has.
    func way(for fixture: Fixture) -> ClusterImage? {
        let plain = fixture.isPulledAsItIs ? nil : ClusterImage.upload(ClusterVolume())
        guard let storageClass else { return way ?? fixture.image?.cluster ?? plain }
        switch way ?? fixture.image?.cluster ?? plain {
        case .upload?: return .upload(ClusterVolume(storageClass: storageClass))
        case .imported?: return .imported(ClusterVolume(storageClass: storageClass))
        case let other: return other
        }
    }
}
