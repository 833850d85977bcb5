import KubeVirt

extension DomainConverter {
    /// By which a guest tells that it crashed; libvirt chooses the model where the VMI does not.
    func panicDevices() -> [Element] {
        (spec.devices.panicDevices ?? []).map { Element("panic", ["model": $0.model]) }
    }
}
