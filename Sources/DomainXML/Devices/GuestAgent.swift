extension DomainConverter {
    /// What the QEMU guest agent's port is called in the guest.
    package static let agentPort = "org.qemu.guest_agent.0"

    func guestAgentChannel() -> Element {
        let source = files.agentSocket.map { Element("source", ["mode": "bind", "path": $0]) }
        return Element(
            "channel", ["type": "unix"],
            [source, Element("target", ["type": "virtio", "name": Self.agentPort])].compactMap(\.self))
    }
}
