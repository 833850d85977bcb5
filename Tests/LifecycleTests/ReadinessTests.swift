import Fixtures
import Lifecycle
import Testing

@Suite struct ReadinessTests {
    private static let conditions: [ReadyCondition] = [
        .helper(deadline: Deadline(.seconds(3))),
        .console(ConsoleCondition(.text("login:"), deadline: Deadline(.seconds(5)))),
        .console(ConsoleCondition(.pattern("up [0-9]+"))),
    ]

    private let fresh = Readiness(Self.conditions, scale: 10)

    private func failure(_ actions: [Readiness.Action]) -> String? {
        for case .finish(.failed(let reason)) in actions { return reason }
        return nil
    }

    @Test func `without conditions a machine is ready before anything happens, and stays so`() {
        var readiness = Readiness([], scale: 1)
        #expect(readiness.start() == [.finish(.ready)])
        #expect(readiness.handle(.ended("too late")) == [])
    }

    @Test func `deadlines grow with the accelerator, and one that is not written is the fixture's usual`() {
        var readiness = fresh
        #expect(
            readiness.start() == [
                .alarm(0, after: .seconds(30)), .watch(0), .alarm(1, after: .seconds(50)), .watch(1),
                .alarm(2, after: .seconds(600)), .watch(2),
            ])
    }

    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
    func `every condition has to hold, in whatever order`(_ order: [Int]) {
        var readiness = fresh
        for index in order.dropLast() { #expect(readiness.handle(.held(index)) == [.stop(index)]) }
        #expect(readiness.handle(.held(order[2])) == [.stop(order[2]), .finish(.ready)])
    }

    @Test func `one condition that holds twice does not stand for another`() {
        var readiness = fresh
        #expect(readiness.handle(.held(0)) == [.stop(0)])
        #expect(readiness.handle(.held(0)) == [])
        #expect(readiness.handle(.held(1)) == [.stop(1)])
    }

    @Test func `a missed deadline fails, and says how each condition stands, what was seen and what to try`() {
        var readiness = fresh
        _ = readiness.handle(.held(0))
        _ = readiness.handle(.saw(1, "nothing"))
        _ = readiness.handle(.saw(2, "an old thing"))
        _ = readiness.handle(.saw(2, "up x"))
        #expect(
            failure(readiness.handle(.expired(1)))
                == """
                not ready in time
                  holds: the guest helper answers
                  missed: the console shows ‘login:’ within 50.0 seconds; last seen: nothing
                  waited for: a line of the console matches /up [0-9]+/ (of at most 600.0 seconds); last seen: up x
                  try: console: does the guest print to its serial console (kernel argument console=ttyS0)? Or give it a longer deadline
                """)
    }

    @Test func `a guest that has failed fails at once, with its reason and what was still waited for`() throws {
        var readiness = fresh
        let reason = try #require(failure(readiness.handle(.ended("the guest's kernel panicked"))))
        #expect(
            reason.hasPrefix(
                "the guest's kernel panicked\n  waited for: the guest helper answers (of at most 30.0 seconds)"))
        #expect(reason.split(separator: "\n").count == 4)
    }

    @Test func `a condition that cannot hold any more fails at once and quotes its log`() throws {
        var readiness = Readiness([.unit(UnitCondition("a.service")), .helper()], scale: 1)
        let reason = try #require(failure(readiness.handle(.failed(0, "systemd says failed\none\ntwo"))))
        #expect(
            reason == """
                cannot get ready
                  failed: a.service is active: systemd says failed
                    | one
                    | two
                  waited for: the guest helper answers (of at most 60.0 seconds)
                  try: unit: look at ‘journalctl -b -u a.service’ in the guest
                """)
    }

    @Test(arguments: [Readiness.Event.held(0), .held(1), .held(2), .expired(0), .ended("later"), .rebooted])
    func `what comes after the outcome changes nothing`(_ late: Readiness.Event) {
        var failed = fresh
        #expect(failed.handle(.expired(2)).count == 2)
        #expect(failed.handle(late) == [])

        var ready = fresh
        for index in 0..<3 { _ = ready.handle(.held(index)) }
        #expect(ready.handle(late) == [])
    }

    @Test func `a reboot begins again, but gives no more time`() {
        var readiness = fresh
        _ = readiness.handle(.held(0))
        #expect(
            readiness.handle(.rebooted) == [.stop(0), .watch(0), .stop(1), .watch(1), .stop(2), .watch(2)])
        _ = readiness.handle(.held(1))
        _ = readiness.handle(.held(2))
        #expect(readiness.handle(.held(0)) == [.stop(0), .finish(.ready)])
    }
}
