extension MachineDescription {
    /// A random number generator fed by the host: `domain.devices.rng`.
    public func rng() -> Self {
        changingDevices { $0.rng = .init() }
    }

    /// A watchdog, named `watchdog`: `domain.devices.watchdog`. On s390x a diag288, elsewhere Intel's 6300ESB.
    public func watchdog(_ action: DomainSpec.WatchdogAction) -> Self {
        let isZ = machineSpec.architecture == .s390x
        return changingDevices {
            $0.watchdog = .init(
                diag288: isZ ? .init(action: action.rawValue) : nil,
                i6300esb: isZ ? nil : .init(action: action.rawValue), name: "watchdog")
        }
    }

    /// A TPM: `domain.devices.tpm`, whose memory outlives a stop if so wished.
    public func tpm(persistent: Bool? = nil) -> Self {
        changingDevices { $0.tpm = .init(persistent: persistent) }
    }

    /// A sound card, named `sound`: `domain.devices.sound`.
    public func sound(_ model: DomainSpec.SoundModel = .ich9) -> Self {
        changingDevices { $0.sound = .init(model: model.rawValue, name: "sound") }
    }

    /// The graphics card: `domain.devices.video`.
    public func video(_ model: DomainSpec.VideoModel) -> Self {
        changingDevices { $0.video = .init(type: model.rawValue) }
    }

    /// A tablet: `domain.devices.inputs`, named `tablet`.
    public func tablet(bus: DomainSpec.InputBus = .usb) -> Self {
        changingDevices {
            let name = unused("tablet", among: ($0.inputs ?? []).map(\.name))
            $0.inputs = ($0.inputs ?? []) + [.init(bus: bus.rawValue, name: name, type: "tablet")]
        }
    }

    /// A device by which the guest tells that its kernel panicked: `domain.devices.panicDevices`.
    public func panicDevice(_ model: DomainSpec.PanicModel) -> Self {
        changingDevices { $0.panicDevices = ($0.panicDevices ?? []) + [.init(model: model.rawValue)] }
    }

    /// A socket to the host: `domain.devices.autoattachVSOCK`.
    public func vsock() -> Self {
        changingDevices { $0.autoattachVSOCK = true }
    }

    /// USB devices of a client may be passed to the guest: `domain.devices.clientPassthrough`.
    public func usbRedirection() -> Self {
        changingDevices { $0.clientPassthrough = .init() }
    }

    /// The host's load, for the guest to read: `domain.devices.downwardMetrics`.
    public func downwardMetrics() -> Self {
        changingDevices { $0.downwardMetrics = .init() }
    }

    /// A graphics processor of the host, by its resource's name: `domain.devices.gpus`.
    public func gpu(_ name: String, device: String) -> Self {
        changingDevices { $0.gpus = ($0.gpus ?? []) + [.init(deviceName: device, name: name)] }
    }

    /// Any device of the host, by its resource's name: `domain.devices.hostDevices`.
    public func hostDevice(_ name: String, device: String) -> Self {
        changingDevices { $0.hostDevices = ($0.hostDevices ?? []) + [.init(deviceName: device, name: name)] }
    }

    /// Disks have a queue for each processor: `domain.devices.blockMultiQueue`.
    public func blockMultiQueue() -> Self {
        changingDevices { $0.blockMultiQueue = true }
    }

    /// Interfaces have a queue for each processor: `domain.devices.networkInterfaceMultiqueue`.
    public func networkMultiQueue() -> Self {
        changingDevices { $0.networkInterfaceMultiqueue = true }
    }

    /// How disks share threads of the host: `domain.ioThreadsPolicy`.
    public func ioThreads(_ policy: DomainSpec.IOThreadsPolicy) -> Self {
        changing { $0.domain.ioThreadsPolicy = policy.rawValue }
    }

    /// Leaves out devices that come by themselves: `domain.devices.autoattach…`.
    public func without(_ devices: DomainSpec.AutomaticDevice...) -> Self {
        changingDevices {
            for device in devices {
                switch device {
                case .graphics: $0.autoattachGraphicsDevice = false
                case .memoryBalloon: $0.autoattachMemBalloon = false
                case .network: $0.autoattachPodInterface = false
                case .serialConsole: $0.autoattachSerialConsole = false
                }
            }
        }
    }
}
