/// A network that a few machines have to themselves: a card on a Multus network of this name, bound by `bridge: {}`.
///
/// On a cluster it is a NetworkAttachmentDefinition that has to be there. On a single host the card's cable is loose until
/// the machine joins a network; each network is its own, whatever other machines' cards name.
public enum PrivateNetwork {
    /// What `multus.networkName` says.
    public static let name = "mayfly-private"
}

extension VirtualMachineInstanceSpec {
    /// Whether the network of this name is a private one.
    package func isPrivateNetwork(_ name: String) -> Bool {
        (networks ?? []).last { $0.name == name }?.multus?.networkName == PrivateNetwork.name
    }
}

extension VirtualMachineInstance {
    /// The card that the machine has for a private network; none where its policy is to have no network at all.
    package var privateInterface: DomainSpec.Interface? {
        if (try? Annotations(metadata))?.networkPolicy == NetworkPolicy.none { return nil }
        return (spec.domain.devices.interfaces ?? []).first { interface in
            interface.state != "absent" && spec.isPrivateNetwork(interface.name)
        }
    }
}
