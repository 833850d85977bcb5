import Fixtures
import Lifecycle
import Testing

/// Groups: 0 any { 1 all { 2 port, 3 console }, 4 unit }.
@Suite struct ReadinessTreeTests {
    private func tree(any deadline: Duration? = nil, all inner: Duration? = nil) -> Readiness {
        let all = ReadyCondition.all(
            GroupCondition(
                of: [
                    .port(PortCondition(80)), .console(ConsoleCondition(.text("up"), deadline: Deadline(.seconds(5)))),
                ], deadline: inner.map { Deadline($0) }))
        return Readiness(
            [
                .any(
                    GroupCondition(
                        of: [all, .unit(UnitCondition("a.service"))], deadline: deadline.map { Deadline($0) }))
            ], scale: 1)
    }

    private func outcome(_ actions: [Readiness.Action]) -> Readiness.Outcome? {
        for case .finish(let outcome) in actions { return outcome }
        return nil
    }

    @Test func `a group takes as long as its members, who take its deadline where they have none`() {
        var plain = tree()
        #expect(
            plain.start() == [
                .alarm(2, after: .seconds(60)), .watch(2), .alarm(3, after: .seconds(5)), .watch(3),
                .alarm(4, after: .seconds(60)), .watch(4),
            ])
        var bounded = tree(any: .seconds(300), all: .seconds(200))
        #expect(
            bounded.start() == [
                .alarm(0, after: .seconds(300)), .alarm(1, after: .seconds(200)), .alarm(2, after: .seconds(200)),
                .watch(2), .alarm(3, after: .seconds(5)), .watch(3), .alarm(4, after: .seconds(300)), .watch(4),
            ])
    }

    @Test func `one of any is enough, and the others are not looked for any more`() {
        var readiness = tree()
        #expect(readiness.handle(.held(4)) == [.stop(4), .stop(2), .stop(3), .finish(.ready)])
    }

    @Test func `all of all is needed`() {
        var readiness = tree()
        #expect(readiness.handle(.held(2)) == [.stop(2)])
        #expect(outcome(readiness.handle(.held(3))) == .ready)
    }

    @Test func `a branch that is lost fails nothing while another can hold`() {
        var expired = tree()
        #expect(expired.handle(.expired(3)) == [.stop(3), .stop(2)])
        #expect(expired.handle(.held(2)) == [])
        #expect(outcome(expired.handle(.held(4))) == .ready)

        var failed = tree()
        #expect(failed.handle(.failed(4, "broken")) == [.stop(4)])
        _ = failed.handle(.held(2))
        #expect(outcome(failed.handle(.held(3))) == .ready)
    }

    @Test func `any fails with its last branch, and the tree says how each stands`() {
        var readiness = tree()
        _ = readiness.handle(.saw(2, "connection refused"))
        _ = readiness.handle(.failed(4, "systemd says failed\nlog"))
        #expect(
            outcome(readiness.handle(.expired(3)))
                == .failed(
                    """
                    not ready in time
                      missed: any of
                        missed: all of
                          waited for: port 80 of the guest accepts connections (of at most 60.0 seconds); last seen: connection refused
                          missed: the console shows ‘up’ within 5.0 seconds
                        failed: a.service is active: systemd says failed
                          | log
                      try: console: does the guest print to its serial console (kernel argument console=ttyS0)? Or give it a longer deadline
                      try: unit: look at ‘journalctl -b -u a.service’ in the guest
                    """))
    }

    @Test func `what a group that holds did not need is told as such`() {
        var readiness = Readiness(
            [
                .any(GroupCondition(of: [.unit(UnitCondition("a.service")), .agent(AgentCondition())])),
                .helper(deadline: Deadline(.seconds(1))),
            ], scale: 1)
        _ = readiness.handle(.saw(1, "something"))
        _ = readiness.handle(.held(2))
        #expect(
            outcome(readiness.handle(.expired(3)))
                == .failed(
                    """
                    not ready in time
                      holds: any of
                        not needed: a.service is active
                        holds: the QEMU guest agent answers
                      missed: the guest helper answers within 1.0 seconds
                      try: helper: only images that Mayfly prepares have the guest helper; wait for agent or ssh in others; or give it a longer deadline
                    """))
    }

    @Test func `a group's own deadline ends what is in it`() {
        var readiness = tree(any: .seconds(1))
        let actions = readiness.handle(.expired(0))
        #expect(actions.prefix(3) == [.stop(2), .stop(3), .stop(4)])
        guard case .failed(let reason)? = outcome(actions) else {
            Issue.record("\(actions)")
            return
        }
        #expect(reason.contains("missed: any of within 1.0 seconds"))
        #expect(reason.contains("try: give the group a longer deadline"))
    }

    @Test func `after a reboot a branch that had failed counts again, and one that had expired does not`() {
        var failed = tree()
        _ = failed.handle(.failed(4, "broken"))
        #expect(failed.handle(.rebooted) == [.stop(2), .watch(2), .stop(3), .watch(3), .stop(4), .watch(4)])
        #expect(outcome(failed.handle(.held(4))) == .ready)

        var expired = tree()
        _ = expired.handle(.expired(3))
        #expect(expired.handle(.rebooted) == [.stop(4), .watch(4)])
    }
}
