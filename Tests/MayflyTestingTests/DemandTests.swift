import Testing

@testable import MayflyTesting

@Suite struct DemandTests {
    @Test func `a test that is alone has nothing made ahead`() {
        var demand = Demand(most: 4)
        #expect(demand.ask() == nil)
        demand.answered(with: true)
        demand.giveUp()
    }

    @Test func `tests that begin all at once have nothing made ahead`() {
        var demand = Demand(most: 4)
        for _ in 0..<100 { #expect(demand.ask() == nil) }
        for _ in 0..<100 { demand.answered(with: true) }
    }

    @Test func `tests that come one after another find one ready`() {
        var demand = Demand(most: 4)
        #expect(demand.ask() == nil)
        for _ in 0..<5 {
            demand.answered(with: true)
            demand.giveUp()
            #expect(demand.ask() == 1)
        }
    }

    @Test func `as many are ready as were used at once, and no more than the host has processors`() {
        var demand = Demand(most: 2)
        for _ in 0..<3 {
            _ = demand.ask()
            demand.answered(with: true)
        }
        #expect(demand.ask() == 2)
    }

    @Test func `after failures nothing is made ahead`() {
        var demand = Demand(most: 2)
        _ = demand.ask()
        demand.answered(with: false)
        #expect(demand.ask() == nil)
    }
}
