package import KubeVirt
package import Offload

/// A machine's card for private networks.
package struct NetworkCard: Sendable {
    /// The address by which the guest knows it now: a fork's is that of its template.
    package let address: MACAddress
    /// What it sends and receives: frames, each after its length in four bytes, the highest first.
    package let cable: any ByteStream

    package init(address: MACAddress, cable: any ByteStream) {
        self.address = address
        self.cable = cable
    }
}
