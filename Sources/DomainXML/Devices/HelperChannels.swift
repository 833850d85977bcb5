extension DomainConverter {
    /// What the guest helper's ports are called in the guest; a number follows.
    package static let helperPort = "dev.mayfly.helper."

    /// One port a host process: a socket of QEMU's serves one client at a time.
    func helperChannels() -> [Element] {
        files.helperSockets.enumerated().map { number, socket in
            Element(
                "channel", ["type": "unix"],
                [
                    Element("source", ["mode": "bind", "path": socket]),
                    Element("target", ["type": "virtio", "name": Self.helperPort + "\(number)"]),
                ])
        }
    }
}
