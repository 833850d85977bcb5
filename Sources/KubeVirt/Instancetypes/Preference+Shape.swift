/// The shape of processors that a preference likes.
enum CPUShape: Hashable {
    case sockets, cores, threads
    /// As the machine says; sockets for the processors of an instancetype.
    case any
    case spread(Across, ratio: UInt32)
    /// A word that KubeVirt does not know.
    case unknown

    /// Where processors are spread.
    enum Across: String, CaseIterable {
        case socketsCores = "SocketsCores"
        case coresThreads = "CoresThreads"
        /// Two threads in each core.
        case socketsCoresThreads = "SocketsCoresThreads"
    }
}

extension VirtualMachinePreferenceSpec {
    /// The shape that is liked; sockets unless said. Words that begin with `prefer` are the older spelling.
    var shape: CPUShape {
        switch cpu?.preferredCPUTopology {
        case nil, "sockets", "preferSockets": .sockets
        case "cores", "preferCores": .cores
        case "threads", "preferThreads": .threads
        case "any", "preferAny": .any
        case "spread", "preferSpread":
            CPUShape.Across(rawValue: spreadAcross).map { .spread($0, ratio: spreadRatio) } ?? .unknown
        default: .unknown
        }
    }

    /// Whether processors shall be spread, over whatever.
    var spreads: Bool { ["spread", "preferSpread"].contains(cpu?.preferredCPUTopology) }

    /// Over what processors shall be spread, as it is written.
    var spreadAcross: String { cpu?.spreadOptions?.across ?? CPUShape.Across.socketsCores.rawValue }

    /// The ratio of a spread: the option's, else the older field's, else 2.
    var spreadRatio: UInt32 {
        if let ratio = cpu?.spreadOptions?.ratio { return ratio }
        guard let ratio = preferSpreadSocketToCoreRatio, ratio != 0 else { return 2 }
        return UInt32(clamping: ratio)
    }

    /// Why the processors of an instancetype cannot be spread as this preference likes; nil when they can.
    func spreadCause(_ instancetype: VirtualMachineInstancetypeSpec?) -> StatusCause? {
        guard let count = instancetype?.cpu.guest, case .spread(let across, let ratio) = shape else { return nil }
        let rest: UInt32
        switch across {
        case .socketsCores, .coresThreads: rest = ratio == 0 ? 1 : count % ratio
        case .socketsCoresThreads: rest = ratio == 0 ? 1 : count % 2 + count / 2 % ratio
        }
        guard rest != 0 else { return nil }
        let each = across == .socketsCoresThreads ? "cores of two threads each, by \(ratio)" : "\(ratio)"
        return StatusCause(
            field: "instancetype.spec.cpu.guest",
            message: "\(count) processors of the instancetype cannot be spread over \(across.rawValue): they are not "
                + "divisible into \(each); choose another instancetype, preference or ratio",
            reason: .fieldValueInvalid)
    }
}
