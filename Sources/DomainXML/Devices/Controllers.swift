extension DomainConverter {
    func controllers() -> [Element] {
        [
            Element("controller", ["type": "usb", "index": "0", "model": "none"]),
            Element(
                "controller", ["type": "virtio-serial", "index": "0", "model": "virtio-non-transitional"],
                placement.address(of: .virtioSerial)),
        ]
    }
}
