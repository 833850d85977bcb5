/// What QEMU tells of a machine's user network (`info usernet`): which ports of this host lead into the guest.
struct PortForwards: Sendable, Hashable {
    /// A TCP port of this host's loopback that leads to one of the guest's.
    struct Forward: Sendable, Hashable {
        var host: UInt16
        var guest: UInt16
    }

    var forwards: [Forward]

    /// Reads the monitor's table; lines of another form, which are connections under way, say nothing of forwards.
    ///
    ///     Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ
    ///     TCP[HOST_FORWARD]  27       127.0.0.1 45263       10.0.2.2    22     0     0
    init(monitor text: String) {
        forwards = text.split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count >= 6, words[0] == "TCP[HOST_FORWARD]", words[2] == "127.0.0.1",
                let host = UInt16(words[3]), host > 0, let guest = UInt16(words[5])
            else { return nil }
            return Forward(host: host, guest: guest)
        }
    }

    func host(of guest: UInt16) -> UInt16? {
        forwards.first { $0.guest == guest }?.host
    }
}
