extension VirtualMachineInstanceSpec {
    /// What is wrong with devices, volumes and networks, wherever the spec stands: in a machine or in a template.
    func deviceCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        let devices = field + ".domain.devices"
        var causes = networkCauses(at: field, under: configuration)
        causes += resourceClaimCauses(at: field, under: configuration)
        causes += bootOrderCauses(at: field, under: configuration)
        causes += domain.devices.inputCauses(at: devices)
        causes += domain.devices.diskCauses(at: devices + ".disks")
        causes += volumeCauses(at: field + ".volumes", under: configuration)
        if utilityVolumes != nil {
            causes.append(
                .invalid(
                    "cannot create VMI with utility volumes in spec, utility volumes can only be added via hotplug",
                    at: field + ".utilityVolumes"))
        }
        causes += hostDeviceCauses(at: field, under: configuration)
        causes += domain.devices.soundCauses(at: field)
        causes += gatedDeviceCauses(at: field, under: configuration)
        causes += domain.devices.videoCauses(at: field)
        causes += panicDeviceCauses(at: devices + ".panicDevices", under: configuration)
        return causes
    }

    /// What KubeVirt refuses in a machine of one architecture; it asks that of machines, not of templates.
    func deviceArchitectureCauses(at field: String) -> [StatusCause] {
        let devices = field + ".domain.devices"
        return switch architecture {
        case .amd64:
            domain.devices.watchdogCauses(at: devices, "amd64 only supports I6300ESB watchdog device") {
                $0.i6300esb != nil && $0.diag288 == nil
            } + domain.devices.videoTypeCauses(at: devices, ["vga", "cirrus", "virtio", "ramfb", "bochs"], on: .amd64)
        case .s390x:
            domain.devices.watchdogCauses(at: devices, "s390x only supports Diag288 watchdog device") {
                $0.diag288 != nil && $0.i6300esb == nil
            } + domain.devices.videoTypeCauses(at: devices, ["virtio"], on: .s390x)
        case .arm64:
            domain.devices.armDiskCauses(at: devices + ".disks")
                + domain.devices.watchdogCauses(at: devices, "Arm64 not support Watchdog device") { _ in false }
                + domain.devices.armSoundCauses(at: devices)
                + domain.devices.videoTypeCauses(at: devices, ["virtio", "ramfb"], on: .arm64)
        default: []
        }
    }

    /// Whether a gate is needed that is not open.
    private func gatedDeviceCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        let devices = domain.devices
        var causes: [StatusCause] = []
        func refuse(_ message: String, _ place: String) {
            causes.append(.invalid(message, at: "\(field).domain.devices.\(place)"))
        }
        if devices.autoattachVSOCK == true, !configuration.isEnabled(.vsock) {
            refuse("VSOCK feature gate is not enabled in kubevirt-config", "autoattachVSOCK")
        }
        if devices.disks?.contains(where: { $0.lun?.reservation == true }) == true,
            !configuration.allowsPersistentReservation
        {
            refuse("persistent reservation is not enabled in kubevirt config", "disks.luns.reservation")
        }
        if devices.downwardMetrics != nil, !configuration.isEnabled(.downwardMetrics) {
            refuse(
                "downwardMetrics virtio serial is not allowed: DownwardMetrics feature gate is not enabled",
                "downwardMetrics")
        }
        if let filesystems = devices.filesystems, !filesystems.isEmpty,
            !configuration.isEnabled(.virtiofsStorageVolumes)
        {
            let stored = Dictionary(
                (volumes ?? []).map { ($0.name, $0.persistentVolumeClaim != nil || $0.dataVolume != nil) },
                uniquingKeysWith: { $1 })
            if filesystems.contains(where: { stored[$0.name] == true }) {
                refuse("virtiofs is not allowed: virtiofs feature gate is not enabled for PVC", "filesystems")
            }
        }
        return causes
    }
}
