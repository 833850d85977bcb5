#if !Local
    import ClusterProvider
    import Fixtures
    package import Machines

    /// This host, in a build without the trait ‘Local’: whoever asks for it is told so.
    extension Providers {
        static let absence =
            "this build of Mayfly has clusters only: it was made without the package's trait ‘Local’. Choose a cluster "
            + "(\(MachinePlace.variable)=cluster or on: .cluster()), or build with the default traits, which takes libvirt and "
            + "libguestfs"

        package func localProvider() async throws(MachineError) -> any MachineProvider {
            throw MachineError(.unsupported, Self.absence)
        }

        var disks: any DiskSupply { NoDisks() }
    }

    /// Nothing can be made here for a cluster.
    private struct NoDisks: DiskSupply {
        private static let refusal = MachineError(
            .unsupported,
            "images are not made here: this build of Mayfly was made without the package's trait ‘Local’. Have the cluster "
                + "fetch the image (a source of registry, or --cluster-image import), or build with the default traits, which "
                + "takes libvirt and libguestfs")

        func disk(of fixture: Fixture, timeline: Timeline) throws(MachineError) -> SuppliedDisk { throw Self.refusal }

        func withFile(
            of disk: SuppliedDisk, timeline: Timeline,
            _ body: @escaping @Sendable (_ path: String) async throws(MachineError) -> Void
        ) throws(MachineError) { throw Self.refusal }

        func check(repository: String) throws(MachineError) { throw Self.refusal }

        func probePush(to repository: String) throws(MachineError) { throw Self.refusal }
        func isInRegistry(_ image: String) throws(MachineError) -> Bool { throw Self.refusal }

        func push(_ disk: SuppliedDisk, to repository: String, timeline: Timeline) throws(MachineError) -> String {
            throw Self.refusal
        }
    }
#endif
