/// What a virtual machine can be told to do through `subresources.kubevirt.io`.
package enum SubresourceAction: Sendable, Hashable {
    // Of a VirtualMachineInstance.
    case pause, unpause
    /// Asks the guest to reboot: by its agent, else by ACPI.
    case softReboot
    /// The reset button.
    case reset
    /// Has the guest's agent still its file systems; they thaw by themselves after this time, and zero is never.
    case freeze(thawAfter: Duration)
    case unfreeze

    // Of a VirtualMachine. Nil grace periods are the machine's own.
    case start(paused: Bool)
    case stop(gracePeriod: Duration?)
    case restart(gracePeriod: Duration?)

    /// Whose subresource it is.
    package var resource: Resource {
        switch self {
        case .pause, .unpause, .softReboot, .reset, .freeze, .unfreeze: .machineInstanceSubresources
        case .start, .stop, .restart: .machineSubresources
        }
    }

    /// Its name in the path.
    package var name: String {
        switch self {
        case .pause: "pause"
        case .unpause: "unpause"
        case .softReboot: "softreboot"
        case .reset: "reset"
        case .freeze: "freeze"
        case .unfreeze: "unfreeze"
        case .start: "start"
        case .stop: "stop"
        case .restart: "restart"
        }
    }

    /// What is sent with it; nil for nothing.
    var body: SubresourceOptions? {
        switch self {
        case .pause, .unpause: SubresourceOptions()
        case .freeze(let time): SubresourceOptions(unfreezeTimeout: "\(Self.seconds(time))s")
        case .start(let isPaused): SubresourceOptions(paused: isPaused)
        case .stop(let time): SubresourceOptions(gracePeriod: time.map(Self.seconds))
        case .restart(let time): SubresourceOptions(gracePeriodSeconds: time.map(Self.seconds))
        case .softReboot, .reset, .unfreeze: nil
        }
    }

    /// Rounded up: half a second is not never.
    private static func seconds(_ time: Duration) -> Int64 {
        let (seconds, rest) = time.components
        return max(0, rest > 0 ? seconds + 1 : seconds)
    }
}

/// The bodies of all of them: the fields of one are absent in another.
struct SubresourceOptions: Sendable, Hashable, Encodable {
    var paused: Bool?
    var gracePeriod: Int64?
    var gracePeriodSeconds: Int64?
    /// As Go writes durations.
    var unfreezeTimeout: String?
}
