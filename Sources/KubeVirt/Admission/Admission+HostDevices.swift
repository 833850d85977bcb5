extension VirtualMachineInstanceSpec {
    /// Devices of the host: whether they may be passed through, and whether their displays fit together.
    func hostDeviceCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        var causes: [StatusCause] = []
        // A display is on unless it is switched off, and so is its frame buffer in RAM.
        let displays = (domain.devices.gpus ?? []).filter { gpu in
            guard let display = gpu.virtualGPUOptions?.display, display.enabled ?? true else { return false }
            return display.ramFB?.enabled ?? true
        }
        if displays.count > 1 {
            causes.append(.invalid("configuring multiple displays with ramfb is not valid ", at: field + ".GPUs"))
        }
        if domain.devices.hostDevices != nil, !configuration.isEnabled(.hostDevices) {
            causes.append(
                .invalid("Host Devices feature gate is not enabled in kubevirt-config", at: field + ".HostDevices"))
        }
        return causes + graceCauses(at: field, under: configuration)
    }
}
