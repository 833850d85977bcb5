import Lifecycle
import Testing

@Suite struct StockTests {
    private func stock(ready: Int, atOnce: Int = 4, refillsAtOnce: Int = 2) -> Stock {
        Stock(Stock.Limits(ready: ready, atOnce: atOnce, refillsAtOnce: refillsAtOnce))
    }

    /// One that has as many ready as it shall: machines 1 to `ready`.
    private func filled(ready: Int, atOnce: Int = 4) -> Stock {
        var stock = stock(ready: ready, atOnce: atOnce)
        var actions = stock.start()
        while !actions.isEmpty {
            actions = actions.flatMap { action -> [Stock.Action] in
                switch action {
                case .make(let machine, _): stock.handle(.made(machine))
                case .rest(let machine): stock.handle(.rested(machine))
                default: []
                }
            }
        }
        return stock
    }

    // MARK: keeping machines ready

    @Test func `it fills up at first, a few at a time, and then rests`() {
        var stock = stock(ready: 3)
        #expect(stock.start() == [.make(1, .ahead), .make(2, .ahead)])
        #expect(stock.handle(.made(1)) == [.rest(1), .make(3, .ahead)])
        #expect(stock.handle(.rested(1)) == [])
        #expect(stock.handle(.made(3)) == [.rest(3)])
        #expect(stock.handle(.made(2)) == [.rest(2)])
        #expect(stock.handle(.rested(2)) == [])
        #expect(stock.handle(.rested(3)) == [])
        #expect(stock.shelf == [1, 2, 3])
    }

    @Test func `one that keeps none ready makes none before it is asked`() {
        var stock = stock(ready: 0)
        #expect(stock.start() == [])
        #expect(stock.handle(.asked(7)) == [.make(1, .usual)])
        #expect(stock.handle(.made(1)) == [.give(1, to: 7, asleep: false)])
    }

    @Test func `who asks gets the oldest that lies ready, at once, and another is made in its place`() {
        var stock = filled(ready: 2)
        #expect(stock.handle(.asked(7)) == [.give(1, to: 7, asleep: true), .make(3, .ahead)])
        #expect(stock.handle(.asked(8)) == [.give(2, to: 8, asleep: true), .make(4, .ahead)])
    }

    @Test func `how many lie ready can be changed, up and down`() {
        var stock = filled(ready: 2)
        #expect(stock.handle(.keep(3)) == [.make(3, .ahead)])
        #expect(stock.handle(.keep(1)) == [.end(1), .abandon(3)])
        #expect(stock.shelf == [2])
    }

    // MARK: callers

    @Test
    func `when it is empty machines are made for those who wait, not more at once than allowed, first come first`() {
        var stock = stock(ready: 0, atOnce: 2)
        #expect(stock.handle(.asked(1)) == [.make(1, .usual)])
        #expect(stock.handle(.asked(2)) == [.make(2, .usual)])
        #expect(stock.handle(.asked(3)) == [])
        #expect(stock.handle(.made(2)) == [.give(2, to: 1, asleep: false), .make(3, .usual)])
        #expect(stock.handle(.made(1)) == [.give(1, to: 2, asleep: false)])
        #expect(stock.handle(.made(3)) == [.give(3, to: 3, asleep: false)])
    }

    @Test func `what is being made for later goes to who asks meanwhile, and does not sleep before`() {
        var stock = stock(ready: 1)
        #expect(stock.start() == [.make(1, .ahead)])
        #expect(stock.handle(.asked(9)) == [.make(2, .ahead)])
        #expect(stock.handle(.made(1)) == [.give(1, to: 9, asleep: false)])
        #expect(stock.handle(.made(2)) == [.rest(2)])
    }

    @Test func `what falls asleep when somebody asks is given as soon as it sleeps`() {
        var stock = stock(ready: 1)
        _ = stock.start()
        #expect(stock.handle(.made(1)) == [.rest(1)])
        #expect(stock.handle(.asked(9)) == [.make(2, .ahead)])
        #expect(stock.handle(.rested(1)) == [.give(1, to: 9, asleep: true)])
    }

    @Test func `who leaves gets nothing, and what was made for nobody else is abandoned`() {
        var stock = stock(ready: 0, atOnce: 2)
        _ = stock.handle(.asked(1))
        _ = stock.handle(.asked(2))
        #expect(stock.handle(.left(1)) == [.abandon(2)])
        #expect(stock.handle(.made(1)) == [.give(1, to: 2, asleep: false)])
        // It had come too far to be stopped.
        #expect(stock.handle(.made(2)) == [.end(2)])
    }

    @Test func `a machine that was given never comes back`() {
        var stock = filled(ready: 1)
        _ = stock.handle(.asked(7))
        #expect(stock.handle(.made(1)) == [.end(1)])
        #expect(stock.handle(.rested(1)) == [.end(1)])
        #expect(stock.handle(.lost(1)) == [])
        #expect(stock.shelf == [])
    }

    @Test func `one that does not wake costs its caller no place in the line`() {
        var stock = filled(ready: 1, atOnce: 1)
        #expect(stock.handle(.asked(7)) == [.give(1, to: 7, asleep: true), .make(2, .ahead)])
        #expect(stock.handle(.asked(8)) == [])
        #expect(stock.handle(.spoiled(7)) == [])
        #expect(stock.handle(.made(2)) == [.give(2, to: 7, asleep: false), .make(3, .usual)])
    }
}
