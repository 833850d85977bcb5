import KubeVirt

/// What is made for a machine when it starts, beside its VMI.
struct UnmadeObjects: Sendable {
    let secrets: [Secret]
    /// Its own disk; nil where it has none.
    let root: DataVolume?

    init(_ binding: ClusterBinding) { (secrets, root) = (binding.secrets, binding.root) }
}
