import KubeVirt

extension DomainConverter {
    /// Sockets at which a client hands over a USB device of its own; KubeVirt always makes this many.
    private static let places = 4

    func usbRedirection() -> [Element] {
        guard spec.devices.clientPassthrough != nil else { return [] }
        return (0..<Self.places).map { place in
            Element(
                "redirdev", ["type": "unix", "bus": "usb"],
                [Element("source", ["mode": "bind", "path": "\(files.directory)/virt-usbredir-\(place)"])])
        }
    }
}
