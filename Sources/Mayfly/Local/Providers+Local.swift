#if Local
    import ClusterProvider
    import HostImages
    package import LocalProvider
    package import Machines

    /// This host, in a build that has it.
    extension Providers {
        package func localProvider() async throws(MachineError) -> LocalProvider { try await LocalProvider.shared() }

        /// What this host makes for clusters.
        var disks: any DiskSupply { HostDisks() }
    }
#endif
