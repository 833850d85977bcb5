import Testing

@testable import Kubernetes

/// How many requests go at once, as a value.
@Suite struct RequestWindowTests {
    private func grown(_ window: RequestWindow, by answers: Int) -> RequestWindow {
        var window = window
        for _ in 0..<answers { window.ended(.answered, round: window.round) }
        return window
    }

    private func after(_ fate: RequestWindow.Fate, _ window: RequestWindow) -> RequestWindow {
        var window = window
        window.ended(fate, round: window.round)
        return window
    }

    @Test func `answers make it wider, up to a bound`() {
        #expect(grown(RequestWindow(), by: 10).width == RequestWindow.first + 10)
        #expect(grown(RequestWindow(), by: 10_000).width == RequestWindow.most)
    }

    @Test func `a server that is too busy is asked half as much at once, never nothing`() {
        var window = after(.turnedAway, RequestWindow())
        #expect(window.width == RequestWindow.first / 2)
        for _ in 0..<20 { window = after(.turnedAway, window) }
        #expect(window.width == 1)
    }

    @Test func `a server that does not answer is asked one thing at a time`() {
        #expect(after(.lost, grown(RequestWindow(), by: 50)).width == 1)
    }

    @Test func `all failures of one window count once`() {
        var window = RequestWindow()
        let round = window.round
        for _ in 0..<RequestWindow.first { window.ended(.turnedAway, round: round) }
        #expect(window.width == RequestWindow.first / 2)
        window.ended(.answered, round: round)
        #expect(window.width == RequestWindow.first / 2)
    }

    @Test func `it grows quickly to half of where it failed, and slowly from there`() {
        let lost = after(.lost, RequestWindow())
        #expect(grown(lost, by: 15).width == 16)
        #expect(grown(lost, by: 16).width == 16)
        #expect(grown(lost, by: 15 + 16).width == 17)
        // An outage of many attempts has not taken that away.
        var again = lost
        for _ in 0..<10 { again = after(.lost, again) }
        #expect(grown(again, by: 15).width == 16)
    }

    @Test func `what says nothing of the server changes nothing`() {
        #expect(after(.unknown, RequestWindow()) == RequestWindow())
    }
}
