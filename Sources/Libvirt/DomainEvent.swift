import CLibvirt

/// A change in a domain's life, as libvirt tells it.
package struct DomainEvent: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case defined
        case started
        case suspended
        case resumed
        /// The guest has powered down.
        case shutdown
        /// QEMU was told to quit, by a signal or its monitor.
        case quit
        case rebooted
        case crashed
        case stopped(StopReason)
        /// The guest has left its watchdog alone for too long; this is what follows.
        case watchdogFired(WatchdogAction)
        /// The daemon closed the connection: nothing more will be heard.
        case connectionLost
    }

    package enum WatchdogAction: Sendable, Hashable {
        case reset, powerOff, shutdown, pause
        case other(Int32)

        init(raw: Int32) {
            switch virDomainEventWatchdogAction(UInt32(bitPattern: raw)) {
            case VIR_DOMAIN_EVENT_WATCHDOG_RESET: self = .reset
            case VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF: self = .powerOff
            case VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN: self = .shutdown
            case VIR_DOMAIN_EVENT_WATCHDOG_PAUSE: self = .pause
            default: self = .other(raw)
            }
        }
    }

    package enum StopReason: Sendable, Hashable {
        case shutdown
        case destroyed
        case crashed
        case failed
        case other(Int32)
    }

    /// The domain's name; empty for what concerns the connection.
    package let domain: String
    package let kind: Kind

    init(domain: String, kind: Kind) {
        self.domain = domain
        self.kind = kind
    }

    init?(domain: String, event: Int32, detail: Int32) {
        self.domain = domain
        switch virDomainEventType(UInt32(bitPattern: event)) {
        case VIR_DOMAIN_EVENT_DEFINED: kind = .defined
        case VIR_DOMAIN_EVENT_STARTED: kind = .started
        case VIR_DOMAIN_EVENT_SUSPENDED: kind = .suspended
        case VIR_DOMAIN_EVENT_RESUMED: kind = .resumed
        case VIR_DOMAIN_EVENT_SHUTDOWN:
            let detail = virDomainEventShutdownDetailType(UInt32(bitPattern: detail))
            kind = detail == VIR_DOMAIN_EVENT_SHUTDOWN_HOST ? .quit : .shutdown
        case VIR_DOMAIN_EVENT_CRASHED: kind = .crashed
        case VIR_DOMAIN_EVENT_STOPPED: kind = .stopped(StopReason(detail: detail))
        default: return nil
        }
    }
}

extension DomainEvent.StopReason {
    init(detail: Int32) {
        switch virDomainEventStoppedDetailType(UInt32(bitPattern: detail)) {
        case VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN: self = .shutdown
        case VIR_DOMAIN_EVENT_STOPPED_DESTROYED: self = .destroyed
        case VIR_DOMAIN_EVENT_STOPPED_CRASHED: self = .crashed
        case VIR_DOMAIN_EVENT_STOPPED_FAILED: self = .failed
        default: self = .other(detail)
        }
    }
}
