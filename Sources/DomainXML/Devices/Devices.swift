import KubeVirt

extension DomainConverter {
    /// All devices, one kind a file. Fails with what KubeVirt's converter refuses.
    func devices(_ pinning: Pinning?) throws(ConversionError) -> Element {
        var devices: [Element] = []
        if let emulator { devices.append(Element("emulator", text: emulator)) }
        devices += try disks()
        devices += controllers()
        devices += fileSystems()
        devices += try interfaces()
        devices += hostDevices()
        devices += serialConsole()
        if hasPorts {
            devices += helperChannels()
            devices.append(guestAgentChannel())
        }
        devices += downwardMetricsChannel()
        devices += try inputs()
        devices += graphics()
        devices += try sound()
        devices += try watchdog()
        devices += panicDevices()
        devices += usbRedirection()
        devices += tpm()
        devices += vsock()
        devices.append(balloon())
        devices += rng()
        return Element("devices", try placed(try placedByNode(devices, pinning)))
    }

    /// Whether the guest has ports for who talks to it. Nobody does to one whose runs shall be the same, and others have no
    /// bus for them.
    var hasPorts: Bool { !annotations.repeatsExactly && annotations.hasBus }

    /// What libvirt calls a device of the VMI.
    package static func alias(_ name: String) -> String { "ua-" + name }

    /// An alias as libvirt wants it.
    static func named(_ name: String) -> Element { Element("alias", ["name": alias(name)]) }

    /// What libvirt calls the kind of virtio that devices speak.
    var virtio: String { virtio(isTransitional: spec.devices.useVirtioTransitional == true) }

    func virtio(isTransitional: Bool) -> String {
        if architecture == .s390x { return "virtio" }
        return isTransitional ? "virtio-transitional" : "virtio-non-transitional"
    }

    /// Whether the guest's memory is closed to the host, so that virtio devices must ask for what they may reach.
    var isMemoryEncrypted: Bool {
        guard let security = spec.launchSecurity else { return false }
        return security.sev != nil || security.snp != nil || architecture == .s390x
    }

    /// The driver of a virtio device that has nothing else to say of its driver.
    var protectedDriver: [Element] { isMemoryEncrypted ? [Element("driver", ["iommu": "on"])] : [] }

    /// What KubeVirt's converter refuses, by its field.
    func refusal(_ field: String, _ message: String) -> ConversionError {
        ConversionError(
            causes: [StatusCause(field: "spec.domain.devices." + field, message: message, reason: .fieldValueInvalid)])
    }
}

extension String {
    /// Nil for the empty text, by which Go means a field that is not there.
    var nonEmpty: String? { isEmpty ? nil : self }
}
