import DomainXML
import KubeVirt
import Machines
import Offload
import Wire

/// The machine's card for private networks.
extension LocalMachine {
    func networkCard() async throws(MachineError) -> NetworkCard {
        guard let interface = vmi.privateInterface else {
            throw MachineError(
                .unsupported,
                """
                it has no card for a private network: have it made by withMachine(fixture, on: network, as: …) or of \
                fixture.networked(), which a network policy of ‘none’ forbids
                """, machine: name)
        }
        let device = DomainConverter.alias(interface.name)
        // QEMU talks to one switch at a time.
        cable?.close()
        let cable: DescriptorStream
        do throws(SystemError) {
            cable = try await UnixSocket.connect(to: MachineFiles.networkSocket(in: path))
            self.cable = cable
        } catch {
            throw MachineError(
                .channelLost, "its card for the private network cannot be reached", machine: name, cause: error)
        }
        let text = try await withMonitor { monitor throws(MachineError) in
            try await monitor.run(.setLink(device, isUp: true))
            return try await monitor.run(.cardAddress(device)).cardAddress
        }
        guard let address = text.flatMap({ MACAddress($0) }) else {
            throw MachineError(
                .internalFault, "QEMU does not tell the address of the card \(interface.name)", machine: name)
        }
        return NetworkCard(address: address, cable: cable)
    }
}
