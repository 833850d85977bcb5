import Lifecycle
import Testing

@Suite struct StockFaultTests {
    private func stock(ready: Int, atOnce: Int = 2) -> Stock {
        Stock(Stock.Limits(ready: ready, atOnce: atOnce, refillsAtOnce: 1))
    }

    /// One machine, number 1, lies ready.
    private var filled: Stock {
        var stock = stock(ready: 1)
        _ = stock.start()
        _ = stock.handle(.made(1))
        _ = stock.handle(.rested(1))
        return stock
    }

    // MARK: failures

    @Test func `who waits gets a boot when the fork fails, and the error when that fails too`() {
        var stock = stock(ready: 0)
        #expect(stock.handle(.asked(5)) == [.make(1, .usual)])
        #expect(
            stock.handle(.failed(1, mayBoot: true)) == [.alarm(2, after: .seconds(1)), .make(3, .boot)])
        #expect(
            stock.handle(.failed(3, mayBoot: true)) == [.alarm(4, after: .seconds(2)), .refuse(5, because: 3)])
        #expect(stock.handle(.alarm(4)) == [])
    }

    @Test func `where a boot would not help who waits hears of the failure at once`() {
        var stock = stock(ready: 0)
        _ = stock.handle(.asked(5))
        #expect(
            stock.handle(.failed(1, mayBoot: false)) == [.alarm(2, after: .seconds(1)), .refuse(5, because: 1)])
    }

    @Test func `each failure is told to one of those who wait, and the next is still tried for the others`() {
        var stock = stock(ready: 0, atOnce: 1)
        for caller in 1...3 { _ = stock.handle(.asked(caller)) }
        #expect(
            stock.handle(.failed(1, mayBoot: false)) == [
                .alarm(2, after: .seconds(1)), .refuse(1, because: 1), .make(3, .usual),
            ])
        #expect(stock.handle(.made(3)) == [.give(3, to: 2, asleep: false), .make(4, .usual)])
    }

    @Test func `a failure is nobody's while as many are still made as callers wait`() {
        var stock = stock(ready: 1)
        #expect(stock.start() == [.make(1, .ahead)])
        #expect(stock.handle(.asked(5)) == [])
        #expect(stock.handle(.asked(6)) == [.make(2, .usual)])
        #expect(stock.handle(.left(6)) == [])
        #expect(stock.handle(.failed(1, mayBoot: true)) == [.alarm(3, after: .seconds(1))])
        #expect(stock.handle(.made(2)) == [.give(2, to: 5, asleep: false)])
    }

    @Test func `nothing is made ahead after a failure before its pause is over, and the pauses grow to a bound`() {
        var stock = stock(ready: 1)
        var machine = 1
        #expect(stock.start() == [.make(machine, .ahead)])
        for seconds in [1, 2, 4, 8, 16, 32, 64, 64, 64] {
            let actions = stock.handle(.failed(machine, mayBoot: true))
            #expect(actions == [.alarm(machine + 1, after: .seconds(seconds))])
            machine += 2
            #expect(stock.handle(.alarm(machine - 1)) == [.make(machine, .ahead)])
        }
        #expect(stock.handle(.made(machine)) == [.rest(machine)])
        _ = stock.handle(.rested(machine))
        // What went well makes the next pause short again.
        #expect(stock.handle(.lost(machine)) == [.alarm(machine + 1, after: .seconds(1))])
    }

    @Test func `who asks during the pause is served, and nothing is made beside`() {
        var stock = stock(ready: 1)
        _ = stock.start()
        _ = stock.handle(.failed(1, mayBoot: true))
        #expect(stock.handle(.asked(5)) == [.make(3, .usual)])
        #expect(stock.handle(.made(3)) == [.give(3, to: 5, asleep: false)])
        #expect(stock.handle(.alarm(2)) == [.make(4, .ahead)])
    }

    @Test func `an alarm of an earlier pause does not end a later one`() {
        var stock = stock(ready: 2, atOnce: 4)
        _ = stock.start()
        #expect(stock.handle(.failed(1, mayBoot: true)) == [.alarm(2, after: .seconds(1))])
        #expect(stock.handle(.failed(1, mayBoot: true)) == [])
        #expect(stock.handle(.alarm(1)) == [])
        #expect(stock.handle(.asked(9)) == [.make(3, .usual)])
        #expect(stock.handle(.failed(3, mayBoot: false)) == [.alarm(4, after: .seconds(2)), .refuse(9, because: 3)])
        #expect(stock.handle(.alarm(2)) == [])
        #expect(stock.handle(.alarm(4)) == [.make(5, .ahead)])
    }

    @Test func `one that dies in its sleep is replaced after a pause`() {
        var stock = filled
        #expect(stock.handle(.lost(1)) == [.alarm(2, after: .seconds(1))])
        #expect(stock.handle(.asked(5)) == [.make(3, .usual)])
        #expect(stock.handle(.alarm(2)) == [])
        #expect(stock.handle(.made(3)) == [.give(3, to: 5, asleep: false), .make(4, .ahead)])
    }

    // MARK: pressure and the end

    @Test
    func `under pressure what lies ready ends, what was made ahead is abandoned, and nothing is made for a while`() {
        var stock = stock(ready: 2)
        _ = stock.start()
        _ = stock.handle(.made(1))
        _ = stock.handle(.rested(1))
        #expect(stock.handle(.askedBack(1)) == [.end(1), .alarm(3, after: Stock.calm), .abandon(2)])
        #expect(stock.handle(.made(2)) == [.end(2)])
        #expect(stock.handle(.asked(5)) == [.make(4, .usual)])
        #expect(stock.handle(.made(4)) == [.give(4, to: 5, asleep: false)])
        #expect(stock.handle(.alarm(3)) == [.make(5, .ahead)])
    }

    @Test func `what falls asleep can be asked back, and others fall asleep for nobody meanwhile`() {
        var stock = stock(ready: 2, atOnce: 4)
        _ = stock.start()
        #expect(stock.handle(.made(1)) == [.rest(1), .make(2, .ahead)])
        #expect(stock.handle(.made(2)) == [.rest(2)])
        #expect(stock.handle(.askedBack(1)) == [.end(1), .alarm(3, after: Stock.calm)])
        #expect(stock.handle(.rested(1)) == [.end(1)])
        #expect(stock.handle(.rested(2)) == [.end(2)])
        #expect(stock.shelf == [])
    }

    @Test func `what is made ahead can be asked back; who waits for it has another made, which cannot`() {
        var stock = stock(ready: 1)
        #expect(stock.start() == [.make(1, .ahead)])
        #expect(stock.handle(.asked(5)) == [])
        #expect(stock.handle(.askedBack(1)) == [.abandon(1), .alarm(2, after: Stock.calm), .make(3, .usual)])
        #expect(stock.handle(.askedBack(3)) == [])
        #expect(stock.handle(.made(3)) == [.give(3, to: 5, asleep: false)])
        #expect(stock.handle(.askedBack(3)) == [], "it is a caller's")
    }

    @Test func `one that was made ahead and failed is made once more for who came to wait for it`() {
        var stock = stock(ready: 1, atOnce: 1)
        #expect(stock.start() == [.make(1, .ahead)])
        #expect(stock.handle(.asked(5)) == [])
        #expect(stock.handle(.failed(1, mayBoot: false)) == [.alarm(2, after: .seconds(1)), .make(3, .usual)])
        #expect(
            stock.handle(.failed(3, mayBoot: false)) == [.alarm(4, after: .seconds(2)), .refuse(5, because: 3)])
    }

    @Test func `at the end what lies ready ends, what is made is abandoned, who waits is told, and who asks later too`()
    {
        var stock = stock(ready: 2)
        _ = stock.start()
        _ = stock.handle(.made(1))
        _ = stock.handle(.rested(1))
        #expect(stock.handle(.drained) == [.end(1), .abandon(2)])
        #expect(stock.handle(.made(2)) == [.end(2)])
        #expect(stock.handle(.asked(5)) == [.refuse(5, because: nil)])
        #expect(stock.handle(.spoiled(6)) == [.refuse(6, because: nil)])
        #expect(stock.handle(.askedBack(1)) == [])
        #expect(stock.handle(.keep(3)) == [])
    }

    @Test func `who waits at the end is told`() {
        var stock = stock(ready: 0)
        _ = stock.handle(.asked(5))
        _ = stock.handle(.asked(6))
        #expect(
            stock.handle(.drained) == [
                .refuse(5, because: nil), .refuse(6, because: nil), .abandon(2), .abandon(1),
            ])
        #expect(stock.handle(.failed(1, mayBoot: true)) == [])
    }
}
