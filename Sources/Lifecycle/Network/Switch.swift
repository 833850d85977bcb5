/// What an Ethernet switch knows: which addresses have been seen at which of its ports.
package struct Switch: Sendable {
    /// As many addresses of one port are remembered: a machine that makes up more gets no more room.
    static let mostAddresses = 64
    /// Two addresses and a type.
    private static let headerSize = 14

    private var ports: Set<Int> = []
    private var places: [ArraySlice<UInt8>: Int] = [:]

    package init() {}

    package mutating func plug(_ port: Int) { ports.insert(port) }

    package mutating func unplug(_ port: Int) {
        ports.remove(port)
        places = places.filter { $0.value != port }
    }

    /// Where a frame goes that came in at a port: to where its receiver was seen last, and to all others when nobody knows.
    package mutating func receive(_ frame: [UInt8], at port: Int) -> [Int] {
        guard ports.contains(port), frame.count >= Self.headerSize else { return [] }
        learn(frame[6..<12], at: port)
        if let place = places[frame[0..<6]] { return place == port ? [] : [place] }
        return ports.filter { $0 != port }.sorted()
    }

    private mutating func learn(_ sender: ArraySlice<UInt8>, at port: Int) {
        // The lowest bit of the first byte is a group's, and no group sends.
        guard let first = sender.first, first & 1 == 0, places[sender] != port else { return }
        if places.count(where: { $0.value == port }) >= Self.mostAddresses { return }
        places[ArraySlice(Array(sender))] = port
    }
}
