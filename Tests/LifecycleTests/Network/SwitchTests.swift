import Testing

@testable import Lifecycle

struct SwitchTests {
    private static let all: [UInt8] = Array(repeating: 0xff, count: 6)

    private func card(_ number: UInt8) -> [UInt8] { [2, 0, 0, 0, 0, number] }

    private func frame(from sender: [UInt8], to receiver: [UInt8]) -> [UInt8] { receiver + sender + [8, 0] }

    private func plugged(_ ports: Int...) -> Switch {
        var known = Switch()
        for port in ports { known.plug(port) }
        return known
    }

    @Test("what is for all, or for somebody nobody knows, goes to all but its sender")
    func flood() {
        var known = plugged(1, 2, 3)
        #expect(known.receive(frame(from: card(1), to: Self.all), at: 1) == [2, 3])
        #expect(known.receive(frame(from: card(2), to: card(9)), at: 2) == [1, 3])
    }

    @Test("what is for one who was seen goes there alone, and after one who has moved")
    func learned() {
        var known = plugged(1, 2, 3)
        _ = known.receive(frame(from: card(1), to: Self.all), at: 1)
        #expect(known.receive(frame(from: card(2), to: card(1)), at: 2) == [1])
        #expect(known.receive(frame(from: card(1), to: Self.all), at: 3) == [1, 2])
        #expect(known.receive(frame(from: card(2), to: card(1)), at: 2) == [3])
        // It is at that end of the cable already.
        #expect(known.receive(frame(from: card(5), to: card(1)), at: 3) == [])
    }

    @Test("who is unplugged gets nothing, sends nothing and is forgotten")
    func unplugged() {
        var known = plugged(1, 2, 3)
        _ = known.receive(frame(from: card(1), to: Self.all), at: 1)
        known.unplug(1)
        #expect(known.receive(frame(from: card(2), to: card(1)), at: 2) == [3])
        #expect(known.receive(frame(from: card(1), to: Self.all), at: 1) == [])
    }

    @Test("what is too short to be a frame goes nowhere, and a group's address is nobody's")
    func wrong() {
        var known = plugged(1, 2)
        #expect(known.receive(Array(repeating: 0, count: 13), at: 1) == [])
        _ = known.receive(frame(from: Self.all, to: card(2)), at: 1)
        #expect(known.receive(frame(from: card(2), to: Self.all), at: 2) == [1])
    }

    @Test("a machine that makes up addresses does not fill the table, nor takes others' places in it")
    func hostile() {
        var known = plugged(1, 2, 3)
        _ = known.receive(frame(from: card(200), to: Self.all), at: 2)
        for number in 0..<199 { _ = known.receive(frame(from: card(UInt8(number)), to: Self.all), at: 1) }
        #expect(known.receive(frame(from: card(201), to: card(198)), at: 3) == [1, 2])
        #expect(known.receive(frame(from: card(201), to: card(0)), at: 3) == [1])
        #expect(known.receive(frame(from: card(201), to: card(200)), at: 3) == [2])
    }
}
