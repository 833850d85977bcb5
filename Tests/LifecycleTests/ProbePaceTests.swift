import Fixtures
import Lifecycle
import Testing

@Suite struct ProbePaceTests {
    private func pauses(_ pace: ProbePace, after look: Duration, _ count: Int = 8) -> [Duration] {
        var pace = pace
        return (0..<count).map { _ in pace.pause(after: look) }
    }

    @Test func `looks become rarer, up to a second`() {
        let found = pauses(ProbePace(nil, scale: 1), after: .zero)
        #expect(found.prefix(2) == [.milliseconds(250), .milliseconds(375)])
        #expect(found.last == .seconds(1))
        #expect(pauses(ProbePace(nil, scale: 10), after: .zero, 20).last == .seconds(3))
    }

    @Test func `a slow guest has as long to itself as the look took, within bounds`() {
        #expect(pauses(ProbePace(nil, scale: 10), after: .seconds(2), 1) == [.seconds(2)])
        #expect(pauses(ProbePace(nil, scale: 10), after: .seconds(60), 1) == [.seconds(3)])
    }

    @Test func `what the fixture writes is kept`() {
        let pace = ProbePace(Interval(.milliseconds(10)), scale: 10)
        #expect(pauses(pace, after: .seconds(5), 3) == Array(repeating: .milliseconds(10), count: 3))
    }
}
