extension VirtualMachinePreferenceSpec {
    /// DevicePreferences contains various optional Device preferences.
    public struct DevicePreferences: Sendable, Hashable, Codable {
        /// PreferredAutoattachGraphicsDevice optionally defines the preferred value of AutoattachGraphicsDevice.
        public var preferredAutoattachGraphicsDevice: Bool?
        /// PreferredAutoattachInputDevice optionally defines the preferred value of AutoattachInputDevice.
        public var preferredAutoattachInputDevice: Bool?
        /// PreferredAutoattachMemBalloon optionally defines the preferred value of AutoattachMemBalloon.
        public var preferredAutoattachMemBalloon: Bool?
        /// PreferredAutoattachPodInterface optionally defines the preferred value of AutoattachPodInterface.
        public var preferredAutoattachPodInterface: Bool?
        /// PreferredAutoattachSerialConsole optionally defines the preferred value of AutoattachSerialConsole.
        public var preferredAutoattachSerialConsole: Bool?
        /// PreferredBlockMultiQueue optionally enables the vhost multiqueue feature for virtio disks.
        public var preferredBlockMultiQueue: Bool?
        /// PreferredCdromBus optionally defines the preferred bus for Cdrom Disk devices.
        public var preferredCdromBus: String?
        /// PreferredDisableHotplug optionally defines the preferred value of DisableHotplug.
        public var preferredDisableHotplug: Bool?
        /// PreferredBlockSize optionally defines the block size of Disk devices.
        public var preferredDiskBlockSize: DomainSpec.BlockSize?
        /// PreferredDiskBus optionally defines the preferred bus for Disk Disk devices.
        public var preferredDiskBus: String?
        /// PreferredCache optionally defines the DriverCache to be used by Disk devices.
        public var preferredDiskCache: String?
        /// PreferredDedicatedIoThread optionally enables dedicated IO threads for Disk devices using the virtio bus.
        public var preferredDiskDedicatedIoThread: Bool?
        /// PreferredIo optionally defines the QEMU disk IO mode to be used by Disk devices.
        public var preferredDiskIO: String?
        /// PreferredInputBus optionally defines the preferred bus for Input devices.
        public var preferredInputBus: String?
        /// PreferredInputType optionally defines the preferred type for Input devices.
        public var preferredInputType: String?
        /// PreferredInterfaceMasquerade optionally defines the preferred masquerade configuration to use with each
        /// network interface.
        public var preferredInterfaceMasquerade: DomainSpec.InterfaceMasquerade?
        /// PreferredInterfaceModel optionally defines the preferred model to be used by Interface devices.
        public var preferredInterfaceModel: String?
        /// PreferredLunBus optionally defines the preferred bus for Lun Disk devices.
        public var preferredLunBus: String?
        /// PreferredNetworkInterfaceMultiQueue optionally enables the vhost multiqueue feature for virtio interfaces.
        public var preferredNetworkInterfaceMultiQueue: Bool?
        /// PreferredPanicDeviceModel optionally defines the preferred panic device model to use with panic devices.
        public var preferredPanicDeviceModel: String?
        /// PreferredRng optionally defines the preferred rng device to be used.
        public var preferredRng: DomainSpec.Rng?
        /// PreferredSoundModel optionally defines the preferred model for Sound devices.
        public var preferredSoundModel: String?
        /// PreferredTPM optionally defines the preferred TPM device to be used.
        public var preferredTPM: DomainSpec.TPMDevice?
        /// PreferredUseVirtioTransitional optionally defines the preferred value of UseVirtioTransitional.
        public var preferredUseVirtioTransitional: Bool?
        /// PreferredVideoType optionally defines the preferred type for Video devices.
        public var preferredVideoType: String?
        /// PreferredVirtualGPUOptions optionally defines the preferred value of VirtualGPUOptions.
        public var preferredVirtualGPUOptions: DomainSpec.VGPUOptions?

        /// A value with these fields; what is not given stays unset.
        public init(
            preferredAutoattachGraphicsDevice: Bool? = nil,
            preferredAutoattachInputDevice: Bool? = nil,
            preferredAutoattachMemBalloon: Bool? = nil,
            preferredAutoattachPodInterface: Bool? = nil,
            preferredAutoattachSerialConsole: Bool? = nil,
            preferredBlockMultiQueue: Bool? = nil,
            preferredCdromBus: String? = nil,
            preferredDisableHotplug: Bool? = nil,
            preferredDiskBlockSize: DomainSpec.BlockSize? = nil,
            preferredDiskBus: String? = nil,
            preferredDiskCache: String? = nil,
            preferredDiskDedicatedIoThread: Bool? = nil,
            preferredDiskIO: String? = nil,
            preferredInputBus: String? = nil,
            preferredInputType: String? = nil,
            preferredInterfaceMasquerade: DomainSpec.InterfaceMasquerade? = nil,
            preferredInterfaceModel: String? = nil,
            preferredLunBus: String? = nil,
            preferredNetworkInterfaceMultiQueue: Bool? = nil,
            preferredPanicDeviceModel: String? = nil,
            preferredRng: DomainSpec.Rng? = nil,
            preferredSoundModel: String? = nil,
            preferredTPM: DomainSpec.TPMDevice? = nil,
            preferredUseVirtioTransitional: Bool? = nil,
            preferredVideoType: String? = nil,
            preferredVirtualGPUOptions: DomainSpec.VGPUOptions? = nil
        ) {
            self.preferredAutoattachGraphicsDevice = preferredAutoattachGraphicsDevice
            self.preferredAutoattachInputDevice = preferredAutoattachInputDevice
            self.preferredAutoattachMemBalloon = preferredAutoattachMemBalloon
            self.preferredAutoattachPodInterface = preferredAutoattachPodInterface
            self.preferredAutoattachSerialConsole = preferredAutoattachSerialConsole
            self.preferredBlockMultiQueue = preferredBlockMultiQueue
            self.preferredCdromBus = preferredCdromBus
            self.preferredDisableHotplug = preferredDisableHotplug
            self.preferredDiskBlockSize = preferredDiskBlockSize
            self.preferredDiskBus = preferredDiskBus
            self.preferredDiskCache = preferredDiskCache
            self.preferredDiskDedicatedIoThread = preferredDiskDedicatedIoThread
            self.preferredDiskIO = preferredDiskIO
            self.preferredInputBus = preferredInputBus
            self.preferredInputType = preferredInputType
            self.preferredInterfaceMasquerade = preferredInterfaceMasquerade
            self.preferredInterfaceModel = preferredInterfaceModel
            self.preferredLunBus = preferredLunBus
            self.preferredNetworkInterfaceMultiQueue = preferredNetworkInterfaceMultiQueue
            self.preferredPanicDeviceModel = preferredPanicDeviceModel
            self.preferredRng = preferredRng
            self.preferredSoundModel = preferredSoundModel
            self.preferredTPM = preferredTPM
            self.preferredUseVirtioTransitional = preferredUseVirtioTransitional
            self.preferredVideoType = preferredVideoType
            self.preferredVirtualGPUOptions = preferredVirtualGPUOptions
        }
    }
}
