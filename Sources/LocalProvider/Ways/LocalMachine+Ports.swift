import DomainXML
import KubeVirt
import Libvirt
import Machines

/// Ports of this host's loopback that lead into the guest.
extension LocalMachine {
    /// The port of this host that leads to a TCP port of the guest, chosen by the kernel and kept as long as the machine:
    /// one for all who ask.
    func hostPort(of port: UInt16) async throws(MachineError) -> UInt16 {
        guard let network = vmi.userNetworks.first else {
            throw MachineError(
                .unsupported,
                "no port can be forwarded: the machine has no network "
                    + "(spec.domain.devices.interfaces, and the annotation mayfly.dev/network-policy)", machine: name)
        }
        try refuseUnlisted(port, network.interface)
        if let known = try await forwards().host(of: port) { return known }
        let address = "tcp:127.0.0.1:0-\(network.addresses.guest):\(port)"
        let words = try await monitor("hostfwd_add \(network.netdev) \(address)")
        guard words.allSatisfy(\.isWhitespace) else {
            throw MachineError(.internalFault, "QEMU does not forward port \(port): \(words)", machine: name)
        }
        guard let made = try await forwards().host(of: port) else {
            throw MachineError(.internalFault, "QEMU forwards port \(port) and does not say where", machine: name)
        }
        return made
    }

    /// KubeVirt lets traffic in to the listed ports only, and to all where none is listed.
    private func refuseUnlisted(_ port: UInt16, _ name: String) throws(MachineError) {
        let interface = (vmi.spec.domain.devices.interfaces ?? []).first { $0.name == name }
        let listed = (interface?.ports ?? []).filter { ($0.protocol ?? "TCP").uppercased() == "TCP" }
        guard let ports = interface?.ports, !ports.isEmpty, !listed.contains(where: { $0.port == Int32(port) }) else {
            return
        }
        let numbers = listed.map { "\($0.port)" }.joined(separator: ", ")
        throw MachineError(
            .unsupported,
            "port \(port) is not among the TCP ports of the interface \(name) (\(numbers.isEmpty ? "none" : numbers)); add it "
                + "to spec.domain.devices.interfaces[].ports, or list none to let all in", machine: self.name)
    }

    private func forwards() async throws(MachineError) -> PortForwards {
        PortForwards(monitor: try await monitor("info usernet"))
    }

    private func monitor(_ line: String) async throws(MachineError) -> String {
        try await onDomain("forward a port of") { try await $0.monitorCommand(line) }
    }
}
