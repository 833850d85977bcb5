import Machines
import Testing

@Suite("Broadcasts", .timeLimit(.minutes(1)))
struct BroadcastTests {
    private func all(_ stream: AsyncStream<Int>) async -> [Int] { await stream.reduce(into: []) { $0.append($1) } }

    @Test("a late listener gets what there was, then what comes, then the end")
    func late() async {
        let broadcast = Broadcast<Int>(keeping: 10)
        broadcast.send(1)
        broadcast.send(2)
        let stream = broadcast.stream()
        broadcast.send(3)
        broadcast.finish()
        broadcast.send(4)
        #expect(await all(stream) == [1, 2, 3])
        #expect(await all(broadcast.stream()) == [1, 2, 3])
        #expect(broadcast.history == [1, 2, 3])
    }

    @Test("only so much is kept, and it is the newest")
    func bounded() async {
        let broadcast = Broadcast<Int>(keeping: 3)
        for number in 1...100 { broadcast.send(number) }
        #expect(broadcast.history == [98, 99, 100])
        broadcast.finish()
        #expect(await all(broadcast.stream()) == [98, 99, 100])
    }

    @Test("a listener that falls behind loses the oldest, not the newest")
    func slow() async {
        let broadcast = Broadcast<Int>(keeping: 3)
        let stream = broadcast.stream()
        for number in 1...100 { broadcast.send(number) }
        broadcast.finish()
        #expect(await all(stream) == Array(95...100))
    }

    @Test("a listener that has gone costs the others nothing")
    func gone() async {
        let broadcast = Broadcast<Int>(keeping: 10)
        var iterator: AsyncStream<Int>.Iterator? = broadcast.stream().makeAsyncIterator()
        broadcast.send(1)
        #expect(await iterator?.next() == 1)
        iterator = nil
        let other = broadcast.stream()
        broadcast.send(2)
        broadcast.finish()
        #expect(await all(other) == [1, 2])
    }

    @Test("many listeners get all of it in order")
    func many() async {
        let broadcast = Broadcast<Int>(keeping: 1000)
        let listeners = (0..<20).map { _ in
            let stream = broadcast.stream()
            return Task { await all(stream) }
        }
        for number in 0..<500 { broadcast.send(number) }
        broadcast.finish()
        for listener in listeners { #expect(await listener.value == Array(0..<500)) }
    }
}
