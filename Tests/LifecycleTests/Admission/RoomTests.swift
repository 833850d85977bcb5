import Lifecycle
import Testing

@Suite struct RoomTests {
    private let gibibyte: Int64 = 1 << 30

    @Test func `a twentieth is kept for all else, and no less than 256 MiB`() {
        #expect(Room.reserve(of: 1 << 30) == 256 << 20)
        #expect(Room.reserve(of: 40 << 30) == 2 << 30)
    }

    @Test func `what was promised and not taken yet is not free; what was taken is missing already`() {
        let promises = [
            Room.Promise(bytes: 2 * gibibyte), Room.Promise(bytes: gibibyte, taken: gibibyte / 4),
            Room.Promise(bytes: gibibyte, taken: 3 * gibibyte),
        ]
        let room = Room(total: 20 * gibibyte, available: 10 * gibibyte, promises: promises)
        #expect(room.free == 10 * gibibyte - gibibyte - 2 * gibibyte - 3 * gibibyte / 4)
        #expect(room.most == 19 * gibibyte)
    }

    @Test func `a limit counts all that was promised, taken or not`() {
        let promises = [Room.Promise(bytes: gibibyte, taken: gibibyte)]
        let room = Room(total: 20 * gibibyte, available: 10 * gibibyte, limit: 3 * gibibyte, promises: promises)
        #expect(room == Room(free: 2 * gibibyte, most: 3 * gibibyte))
    }

    @Test func `a limit counts what was taken beyond the promise`() {
        let promises = [Room.Promise(bytes: gibibyte, taken: 2 * gibibyte), Room.Promise(bytes: gibibyte)]
        let room = Room(total: 20 * gibibyte, available: 10 * gibibyte, limit: 4 * gibibyte, promises: promises)
        #expect(room.free == gibibyte)
    }

    @Test func `a limit above what the host has changes nothing`() {
        let room = Room(total: 8 * gibibyte, available: 2 * gibibyte, limit: 100 * gibibyte, promises: [])
        #expect(room == Room(total: 8 * gibibyte, available: 2 * gibibyte, promises: []))
    }

    @Test func `a host without memory has none, not less`() {
        #expect(Room(total: 0, available: 0, promises: []).most == 0)
    }
}
