/// Why a machine is off.
public enum StopReason: Sendable, Hashable, CustomStringConvertible {
    /// The guest powered itself down.
    case guestShutDown
    /// It was ended from outside: by us, by its expiry, by somebody else.
    case ended
    /// The guest crashed and told so by its panic device.
    case guestCrashed
    /// The guest left its watchdog alone for too long, and that powered the machine off.
    case watchdog
    /// It wrote more memory than it had been promised, and the host had no more to give.
    case noMemory
    /// The program on its board ended, and told this status.
    case exited(Int32)
    /// The program on its board had a fault in the handler of a fault, and its processor stopped for ever.
    case lockedUp
    /// QEMU died.
    case hypervisorDied

    /// The reason in a few words.
    public var description: String {
        switch self {
        case .guestShutDown: "the guest powered down"
        case .ended: "it was ended from outside"
        case .guestCrashed: "the guest crashed, which it told by its panic device"
        case .watchdog: "its watchdog powered it off"
        case .noMemory: "it wrote more memory than a fork is promised, and the host had no more to give"
        case .exited(let status): "its program exited with \(status)"
        case .lockedUp: "its processor locked up: a fault in the handler of a fault"
        case .hypervisorDied: "QEMU died"
        }
    }
}

/// Where a machine is in its life.
public enum MachineState: Sendable, Hashable {
    /// Its files are there; nothing runs.
    case created
    case starting
    /// Its processors run; the guest boots.
    case running
    /// Every readiness condition has held.
    case ready
    case paused
    case stopped(StopReason)
}

/// Something that happened to a machine.
public struct MachineEvent: Sendable, Hashable {
    /// What can happen.
    public enum Kind: Sendable, Hashable {
        case state(MachineState)
        case rebooted
        /// The guest asked to power down.
        case shuttingDown
        /// The guest left its watchdog alone for too long; what follows is the watchdog's action.
        case watchdogFired
        /// It stands still, because it has written more memory than it was promised and there is no more now; it goes on
        /// when others have ended. The words say for what it waits.
        case waitsForMemory(String)
        /// The console said that the guest has failed, in these words; or its panic device did.
        case guestFailed(String)
    }

    /// What happened.
    public let kind: Kind
    /// Since the machine was created in this process, or found by it.
    public let time: Duration

    /// Something that happened at that time.
    public init(_ kind: Kind, time: Duration) {
        self.kind = kind
        self.time = time
    }
}
