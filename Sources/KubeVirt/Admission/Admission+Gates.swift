extension VirtualMachineInstanceSpec {
    /// Features that KubeVirt has removed, in clusters whose administrator still switches them on.
    package func discontinuedGateCauses(under configuration: ClusterConfiguration) -> [StatusCause] {
        configuration.featureGates.compactMap { gate -> StatusCause? in
            let (used, name): (Bool, String)
            switch gate.rawValue {
            case "Passt": (used, name) = (uses(\.passt), "Passt")
            case "Macvtap": (used, name) = (uses(\.macvtap), "Macvtap")
            default: return nil
            }
            guard used else { return nil }
            return .unsupported(
                "\(name) network binding is discontinued since v1.3. Please use another binding.", at: nil)
        }
    }

    private func uses<Binding>(_ binding: KeyPath<DomainSpec.Interface, Binding?>) -> Bool {
        (domain.devices.interfaces ?? []).contains { $0[keyPath: binding] != nil }
    }
}
