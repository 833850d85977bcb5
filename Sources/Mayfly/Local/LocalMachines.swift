package import KubeVirt

#if Local
    import LocalProvider

    /// Whether this host runs machines, by trying: why not, or nil.
    package enum LocalMachines {
        package static func obstacle() async -> String? { await MachineProbe.obstacle() }
        package static func kvmObstacle() async -> String? { await MachineProbe.kvmObstacle() }
        package static func obstacle(emulating architecture: Architecture) async -> String? {
            await MachineProbe.obstacle(emulating: architecture)
        }
    }
#else
    /// Why this host runs no machines: this build has no part for it.
    package enum LocalMachines {
        package static func obstacle() async -> String? { Providers.absence }
        package static func kvmObstacle() async -> String? { Providers.absence }
        package static func obstacle(emulating architecture: Architecture) async -> String? { Providers.absence }
    }
#endif
