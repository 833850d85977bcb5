import KubeVirt

extension DomainConverter {
    /// What a pod's proxy keeps for itself when Istio puts one beside the machine.
    private static let proxyPorts = [15000, 15001, 15004, 15006, 15008, 15009, 15020, 15021, 15053, 15090]

    /// An interface whose packets the program passt passes on, from and to the pod's own interface.
    func passt(_ interface: DomainSpec.Interface, at field: String) throws(ConversionError) -> [Element] {
        let found = machine.status?.interfaces?.first { $0.name == interface.name }?.podInterfaceName?.nonEmpty
        guard let device = found else {
            throw refusal(field + ".passtBinding", "the status does not say which interface of the pod is meant")
        }
        return [
            Element("source", ["dev": device]),
            Element("backend", ["type": "passt", "logFile": "/var/run/kubevirt/passt.log"]),
        ] + forwardedPorts(interface)
    }

    /// The ports that the VMI lists, each to the same one of the guest; all when it lists none.
    private func forwardedPorts(_ interface: DomainSpec.Interface) -> [Element] {
        var (tcp, udp): ([Element], [Element]) = ([], [])
        if machine.metadata.annotations?["sidecar.istio.io/inject"]?.lowercased() == "true" {
            tcp = Self.proxyPorts.map { Element("range", ["start": "\($0)", "exclude": "yes"]) }
        }
        for port in interface.ports ?? [] where port.port >= 0 {
            let range = Element("range", ["start": "\(port.port)"])
            switch port.protocol?.lowercased() {
            case nil, "", "tcp": tcp.append(range)
            case "udp": udp.append(range)
            default: break
            }
        }
        let isAll = tcp.isEmpty && udp.isEmpty
        return [("tcp", tcp), ("udp", udp)].filter { isAll || !$0.1.isEmpty }.map {
            Element("portForward", ["proto": $0.0], $0.1)
        }
    }
}
