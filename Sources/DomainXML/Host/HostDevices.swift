/// The host's devices that a machine gets, each with how libvirt is to find it.
package struct HostDevices: Sendable, Hashable {
    package enum Device: Sendable, Hashable {
        /// `0000:81:01.0`.
        case pci(String, alias: String)
        /// The identifier of a mediated device.
        case mediated(String, alias: String, display: Bool, ramFramebuffer: Bool)
        /// Bus and device number.
        case usb(bus: Int, device: Int, alias: String)
        /// A type that libvirt may know, without anything else.
        case other(type: String)
    }

    /// Those of `hostDevices`, in their order.
    package var generic: [Device] = []
    package var gpus: [Device] = []
    /// Virtual functions of network cards, for interfaces with SR-IOV.
    package var networkFunctions: [Device] = []
    /// The NUMA node of a PCI device by its address, for those that have one.
    package var nodes: [String: UInt32] = [:]

    package init() {}
}
