/// How a stream ended; the last thing that is said about it.
package struct Ending: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// A copy or connection is complete.
        case done
        case exited(UInt32)
        /// The signal's number as on x86 and Arm, whatever the guest is.
        case signaled(UInt32)
        case failed(GuestFailure)
    }

    package struct Flags: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// It was cancelled by the host.
        package static let cancelled = Flags(rawValue: 1)
        package static let coreDumped = Flags(rawValue: 2)
        /// Processes of its group could not be ended.
        package static let survivors = Flags(rawValue: 4)
    }

    package var outcome: Outcome
    package var flags: Flags

    package init(_ outcome: Outcome, flags: Flags = []) {
        self.outcome = outcome
        self.flags = flags
    }

    var payload: [UInt8] {
        var bytes: [UInt8] = [0, flags.rawValue, 0, 0]
        switch outcome {
        case .done: bytes.add(UInt32(0))
        case .exited(let code):
            bytes[0] = 1
            bytes.add(code)
        case .signaled(let signal):
            bytes[0] = 2
            bytes.add(signal)
        case .failed(let failure):
            bytes[0] = 3
            bytes[2] = failure.stage.rawValue
            bytes.add(failure.error)
            bytes += Array(failure.subject.utf8)
        }
        return bytes
    }

    init(payload: [UInt8]) throws(WireError) {
        var reader = ByteReader(payload, of: "an ending")
        let kind: UInt8 = try reader.number()
        flags = Flags(rawValue: try reader.number())
        let stage: UInt8 = try reader.number()
        _ = try reader.number(UInt8.self)
        let value: UInt32 = try reader.number()
        switch kind {
        case 0: outcome = .done
        case 1: outcome = .exited(value)
        case 2: outcome = .signaled(value)
        case 3:
            let subject = String(decoding: reader.remaining(), as: UTF8.self)
            outcome = .failed(GuestFailure(stage: .init(rawValue: stage) ?? .request, error: value, subject: subject))
        default: throw WireError(.badMessage, "no kind of ending \(kind)")
        }
        try reader.finish()
    }
}

/// Something that the guest could not do: when, and the kernel's reason.
package struct GuestFailure: Hashable, Sendable {
    package enum Stage: UInt8, Sendable, CaseIterable {
        case request = 1, limit, setup, user, directory, exec
        case open, read, write, metadata, rename, tree
        case connect, stream, power, identity, listen
    }

    package var stage: Stage
    /// An errno of asm-generic Linux, whatever the guest is.
    package var error: UInt32
    /// The path in the guest, where there is one.
    package var subject: String

    package init(stage: Stage, error: UInt32, subject: String = "") {
        self.stage = stage
        self.error = error
        self.subject = subject
    }
}
