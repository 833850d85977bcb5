import Fixtures

/// A TCP port of the guest's, as it is at each look from within the guest.
public struct GuestPort: Sendable {
    /// The machine.
    public let machine: Machine
    /// Its number.
    public let number: UInt16
    /// Whose it is, as the guest sees it; its own when nil.
    public let host: String?

    /// Whether something takes connections there.
    public var isOpen: Bool {
        get async throws {
            switch try await machine.channel().look(for: PortCondition(number, host: host)) {
            case .holds: true
            case .notYet, .failed: false
            }
        }
    }
}

extension Machine {
    /// A port of the guest's, or of a host that the guest can reach: `try await machine.port(80).isOpen`.
    public func port(_ number: UInt16, on host: String? = nil) -> GuestPort {
        GuestPort(machine: self, number: number, host: host)
    }
}
