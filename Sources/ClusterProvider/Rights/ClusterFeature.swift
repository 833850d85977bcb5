/// What may be done with a cluster, as far as it takes rights of its own.
package enum ClusterFeature: String, Sendable, CaseIterable {
    /// Machines: make, watch, reach, list, end and clear away.
    case machines
    /// Pause, unpause and reset them.
    case control
    /// Keep them when their process ends.
    case keep
    /// Tell why one does not start, in the words of its pod and its events.
    case explain
    /// Look whether what a fixture names is there, and read the user data of its secrets.
    case objects
    /// Images as disks of the cluster's own (CDI): send, have fetched, clone, clear away.
    case images
    /// A namespace for each run.
    case namespaces
    /// `mayfly doctor`.
    case doctor

    /// What all but a few need, within one namespace.
    package static let usual: Set<ClusterFeature> = [.machines, .control, .keep, .explain, .objects]

    /// What is lost without it, after "without it".
    var loss: String {
        switch self {
        case .machines: "no machine can be made"
        case .control: "machines cannot be paused, unpaused and reset"
        case .keep: "machines cannot be kept (--keep)"
        case .explain: "a machine that does not start cannot say all of why"
        case .objects: "fixtures that name secrets, config maps or claims are refused"
        case .images: "no image can be sent to the cluster, or fetched by it"
        case .namespaces: "no run can have a namespace of its own"
        case .doctor: "nobody but an administrator can tell what the cluster has"
        }
    }
}
