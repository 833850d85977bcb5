import Machines
import Wire

/// What the host knows of one stream. A value: what arrives changes it, who waits looks at it.
struct StreamState: Sendable {
    /// One direction towards the host: what has arrived and nobody has taken.
    struct Inbound: Sendable {
        var pieces: [[UInt8]] = []
        var next = 0
        var count = 0
        var ended = false
        /// What was taken and not yet given back as credit.
        var taken = 0

        mutating func take() -> [UInt8]? {
            guard next < pieces.count else { return nil }
            let piece = pieces[next]
            next += 1
            if next == pieces.count {
                pieces.removeAll(keepingCapacity: true)
                next = 0
            }
            count -= piece.count
            taken += piece.count
            return piece
        }
    }

    enum End: Sendable {
        case ended(Ending)
        /// The session is gone, and with it whatever the guest would have said.
        case lost(MachineError)
    }

    /// The most credit that is honoured, whatever the guest says it would take.
    static let largestCredit = 1 << 20

    let window: Int
    var output = Inbound()
    var error = Inbound()
    var credit: Int
    /// Nobody in the guest reads the input any more.
    var inputRefused = false
    var started: UInt32?
    var end: End?

    init(window: Int, credit: Int) {
        self.window = window
        self.credit = min(credit, Self.largestCredit)
    }

    /// Takes in what the guest said; throws when it breaks the protocol, as an untrusted guest may.
    mutating func receive(_ frame: Frame) throws(WireError) {
        switch frame {
        case .started(_, let value): started = value
        case .ended(_, let ending): end = .ended(ending)
        case .credit(_, _, let amount):
            guard credit + Int(amount) <= Int(Int32.max) else {
                throw WireError(.badMessage, "the guest gave too much credit")
            }
            credit = min(credit + Int(amount), Self.largestCredit)
        case .eof(_, .input): inputRefused = true
        case .eof(_, .output): output.ended = true
        case .eof(_, .error): error.ended = true
        case .data(_, let channel, let bytes):
            guard channel != .input else { throw WireError(.badMessage, "the guest sent input") }
            let window = window
            try change(channel) { (inbound) throws(WireError) in
                guard inbound.count + inbound.taken + bytes.count <= window else {
                    throw WireError(.badMessage, "the guest sent more than its credit")
                }
                guard !bytes.isEmpty else { return }
                inbound.pieces.append(bytes)
                inbound.count += bytes.count
            }
        default: throw WireError(.badMessage, "the guest sent what only a host may send")
        }
    }

    /// Takes a piece of what arrived; nil when there is none now, empty at the end.
    mutating func take(_ channel: Channel) -> [UInt8]? {
        let over = end != nil
        return change(channel) { inbound in
            inbound.take() ?? (inbound.ended || over ? [] : nil)
        }
    }

    /// The credit worth giving back, which then counts as given.
    mutating func creditToReturn(_ channel: Channel) -> UInt32? {
        let least = window / 4
        if end != nil { return nil }
        return change(channel) { inbound in
            guard inbound.taken >= least, !inbound.ended else { return nil }
            defer { inbound.taken = 0 }
            return UInt32(inbound.taken)
        }
    }

    private mutating func change<Value, Failure: Error>(
        _ channel: Channel, _ body: (inout Inbound) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        if channel == .error { return try body(&error) }
        return try body(&output)
    }
}
