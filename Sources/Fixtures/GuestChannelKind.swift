/// Which way commands and files reach the guest.
public enum GuestChannelKind: String, Sendable, Codable, CaseIterable {
    /// Mayfly's own helper on a virtio-serial port.
    case helper
    /// The QEMU guest agent on its virtio-serial port.
    case agent
    /// SSH through a forwarded port.
    case ssh
}
