/// How machines of a cluster are made and waited for.
package struct ClusterSettings: Sendable {
    /// Where machines are made; the context's namespace when nil.
    package var namespace: String?
    /// Each machine has a namespace of its own, which is made for it and goes with it.
    package var namespacePerRun = false
    /// A containerDisk in place of every fixture's own image.
    package var containerDisk: String?
    /// How fixtures' images come to the cluster.
    package var images = ImageDelivery()
    /// How long a machine may take until it runs.
    package var startLimit = Duration.seconds(600)
    /// How long what may pass, such as a lack of room, is waited out.
    package var patience = Duration.seconds(60)
    /// How long it may take until a machine that is deleted is gone, and one that is paused stands still.
    package var controlLimit = Duration.seconds(120)
    /// After how long without a sign of life our machines may be cleared away.
    package var lease = Duration.seconds(300)
    /// What waits, but for the guest.
    package var clock: any Clock<Duration> = ContinuousClock()
    /// Where the pod that we run in is told: see ``PodIdentity``.
    package var environment: [String: String]

    package init(environment: [String: String]) { self.environment = environment }
}
