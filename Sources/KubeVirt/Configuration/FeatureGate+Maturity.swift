extension FeatureGate {
    /// KubeVirt's registry of gates.
    static let maturities: [String: Maturity] = {
        var maturities: [String: Maturity] = [:]
        for (names, maturity) in [
            (alpha, Maturity.alpha), (beta, .beta), (generallyAvailable, .generallyAvailable),
            (deprecated, .deprecated), (discontinued, .discontinued),
        ] {
            for name in names { maturities[name] = maturity }
        }
        return maturities
    }()

    private static let alpha = [
        "AlignCPUs", "ConfigurableHypervisor", "ContainerPathVolumes", "CPUManager", "CrossArchitectureVirtualization",
        "DownwardMetrics", "EnableVirtioFsStorageVolumes", "ExperimentalIgnitionSupport", "FirmwareAutoSelection",
        "GraceIOVirtualization", "HostDevices", "HostDisk", "HypervStrictCheck", "IncrementalBackup", "IOMMUFD",
        "MigrationDowntimeTuning", "MigrationStallDetection", "NetworkDevicesWithDRA", "ObjectGraph", "OCIExport",
        "PCINUMAAwareTopology", "Plugins", "PortRangesSpec", "ReservedOverheadMemlock", "Root", "Sidecar",
        "UtilityVolumes", "VGPULiveMigration", "VMStatsCollector", "VSOCK", "WorkloadEncryptionTDX",
    ]

    private static let beta = [
        "DecentralizedLiveMigration", "DeclarativeHotplugVolumes", "ExternalNetResourceInjection", "GPUsWithDRA",
        "HostDevicesWithDRA", "ImageVolume", "KubevirtSeccompProfile", "NodeRestriction", "OptOutRoleAggregation",
        "PasstBinding", "PodSecondaryInterfaceNamingUpgrade", "RebootPolicy", "Snapshot", "Template",
        "WorkloadEncryptionSEV",
    ]

    private static let generallyAvailable = [
        "AutoResourceLimitsGate", "BochsDisplayForEFIGuests", "ClusterProfiler", "CommonInstancetypesDeploymentGate",
        "CPUNodeDiscovery", "DisableCustomSELinuxPolicy", "DynamicPodInterfaceNaming", "EnableVirtioFsConfigVolumes",
        "ExpandDisks", "GPU", "HotplugNICs", "InstancetypeReferencePolicy", "LibvirtHooksServerAndClient",
        "LiveMigration", "LiveUpdateNADRef", "MigrationPriorityQueue", "NetworkBindingPlugins", "NonRoot", "NUMA",
        "PanicDevices", "PersistentReservation", "PSA", "SecureExecution", "SRIOVLiveMigration", "VideoConfig",
        "VMExport", "VmiMemoryOverheadReport", "VMLiveUpdateFeatures", "VMPersistentState", "VolumeMigration",
        "VolumesUpdateStrategy",
    ]

    private static let deprecated = [
        "DisableMDEVConfiguration", "DockerSELinuxMCSWorkaround", "HotplugVolumes", "MultiArchitecture",
    ]

    private static let discontinued = [
        "ExperimentalVirtiofsSupport", "Macvtap", "Passt", "PasstIPStackMigration",
    ]
}
