/// Gates that admission asks for.
extension FeatureGate {
    /// Volumes that are plugged in and out by listing them, and drives without a disc.
    public static let declarativeHotplugVolumes = FeatureGate(rawValue: "DeclarativeHotplugVolumes")
    /// Volumes and devices that show the guest its host's figures.
    public static let downwardMetrics = FeatureGate(rawValue: "DownwardMetrics")
    /// Graphics cards by claims on resources.
    public static let gpusWithDRA = FeatureGate(rawValue: "GPUsWithDRA")
    /// Passing through of NVIDIA Grace devices.
    public static let graceIOVirtualization = FeatureGate(rawValue: "GraceIOVirtualization")
    /// Host devices passed through.
    public static let hostDevices = FeatureGate(rawValue: "HostDevices")
    /// Host devices by claims on resources.
    public static let hostDevicesWithDRA = FeatureGate(rawValue: "HostDevicesWithDRA")
    /// Disks in files of the node.
    public static let hostDisk = FeatureGate(rawValue: "HostDisk")
    /// Ignition data in an annotation.
    public static let ignition = FeatureGate(rawValue: "ExperimentalIgnitionSupport")
    /// Devices passed through by file descriptor.
    public static let iommufd = FeatureGate(rawValue: "IOMMUFD")
    /// Network devices by claims on resources.
    public static let networkDevicesWithDRA = FeatureGate(rawValue: "NetworkDevicesWithDRA")
    /// The guest's NUMA nodes follow the host's.
    public static let numa = FeatureGate(rawValue: "NUMA")
    /// Interfaces on passt.
    public static let passtBinding = FeatureGate(rawValue: "PasstBinding")
    /// PCI devices passed through stand in the NUMA node they belong to.
    public static let pciNUMAAwareTopology = FeatureGate(rawValue: "PCINUMAAwareTopology")
    /// Ranges of ports on an interface.
    public static let portRanges = FeatureGate(rawValue: "PortRangesSpec")
    /// What a guest's reboot does.
    public static let rebootPolicy = FeatureGate(rawValue: "RebootPolicy")
    /// Memory set aside beside the guest's own, locked or not.
    public static let reservedOverheadMemlock = FeatureGate(rawValue: "ReservedOverheadMemlock")
    /// Containers beside the machine that change its domain.
    public static let sidecar = FeatureGate(rawValue: "Sidecar")
    /// Volumes that are plugged into the pod, not into the guest.
    public static let utilityVolumes = FeatureGate(rawValue: "UtilityVolumes")
    /// Claims and data volumes as file systems.
    public static let virtiofsStorageVolumes = FeatureGate(rawValue: "EnableVirtioFsStorageVolumes")
    /// Sockets between host and guest.
    public static let vsock = FeatureGate(rawValue: "VSOCK")
    /// Memory encrypted by AMD's processors.
    public static let workloadEncryptionSEV = FeatureGate(rawValue: "WorkloadEncryptionSEV")
    /// Machines encrypted by Intel's processors.
    public static let workloadEncryptionTDX = FeatureGate(rawValue: "WorkloadEncryptionTDX")
}
