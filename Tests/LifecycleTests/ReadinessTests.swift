import Fixtures
import Lifecycle
import Testing

@Suite("Readiness")
struct ReadinessTests {
    private static let conditions: [ReadyCondition] = [
        .helper(deadline: Deadline(.seconds(3))),
        .console(ConsoleCondition(.text("login:"), deadline: Deadline(.seconds(5)))),
        .console(ConsoleCondition(.pattern("up [0-9]+"))),
    ]

    private let fresh = Readiness(Self.conditions, scale: 10)

    @Test("without conditions a machine is ready before anything happens, and stays so")
    func none() {
        var readiness = Readiness([], scale: 1)
        #expect(readiness.initial == .ready)
        #expect(readiness.handle(.ended("too late")) == .ready)
    }

    @Test("with conditions nothing is known at first")
    func initial() {
        #expect(fresh.initial == nil)
    }

    @Test("deadlines grow with the accelerator, and one that is not written is the fixture's usual")
    func deadlines() {
        #expect((0..<3).map(fresh.deadline(of:)) == [.seconds(30), .seconds(50), .seconds(600)])
    }

    @Test("every condition has to hold, in whatever order", arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
    func all(_ order: [Int]) {
        var readiness = fresh
        #expect(order.dropLast().map { readiness.handle(.held($0)) } == [nil, nil])
        #expect(readiness.handle(.held(order[2])) == .ready)
    }

    @Test("one condition that holds twice does not stand for another")
    func twice() {
        var readiness = fresh
        #expect(readiness.handle(.held(0)) == nil)
        #expect(readiness.handle(.held(0)) == nil)
        #expect(readiness.handle(.held(1)) == nil)
    }

    @Test("a missed deadline fails, and says how each condition stands")
    func expired() {
        var readiness = fresh
        _ = readiness.handle(.held(0))
        let outcome = readiness.handle(.expired(1))
        #expect(
            outcome
                == .failed(
                    """
                    not ready in time
                      holds: the guest helper answers
                      missed: the console shows ‘login:’ within 50.0 seconds
                      waited for: a line of the console matches /up [0-9]+/ (of at most 600.0 seconds)
                    """))
    }

    @Test("a guest that has failed fails at once, with its reason and what was still waited for")
    func ended() {
        var readiness = fresh
        let outcome = readiness.handle(.ended("the guest's kernel panicked"))
        guard case .failed(let reason)? = outcome else {
            Issue.record("\(String(describing: outcome))")
            return
        }
        #expect(
            reason.hasPrefix(
                "the guest's kernel panicked\n  waited for: the guest helper answers (of at most 30.0 seconds)"))
        #expect(reason.split(separator: "\n").count == 4)
    }

    @Test(
        "the first outcome stays",
        arguments: [Readiness.Event.held(0), .held(1), .held(2), .expired(0), .ended("later")])
    func final(_ late: Readiness.Event) {
        var failed = fresh
        let failure = failed.handle(.expired(2))
        #expect(failed.handle(late) == failure)

        var ready = fresh
        for index in 0..<3 { _ = ready.handle(.held(index)) }
        #expect(ready.handle(late) == .ready)
    }
}
