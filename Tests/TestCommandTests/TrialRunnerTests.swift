import Fixtures
import Machines
import MayflyTestSupport
import Testing

@testable import mayfly

@Suite struct TrialRunnerTests {
    @Test("a command that exits with 0 passes, and its machine is gone with all that it left")
    func passes() async throws {
        let host = FakeHost()
        let result = try await trial("echo hello", on: host)
        #expect(result.verdict == .passed)
        #expect(result.words == "create passed, start passed, ready passed, command passed")
        #expect(result.exitStatus == 0)
        #expect(result.artifacts.isEmpty)
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }

    @Test("another status is a failure, with what the command wrote, the console and the machine's description")
    func fails() async throws {
        let host = FakeHost()
        let result = try await trial("echo one; echo two >&2; exit 3", on: host)
        #expect(result.verdict == .failed)
        #expect(result.failure?.step == .command)
        #expect(result.failure?.failure.message == "the command exited with 3")
        #expect(result.exitStatus == 3)
        #expect(result.output.text == "one\n")
        #expect(result.errorOutput.text == "two\n")
        #expect(result.console.hasPrefix("Linux version 0.0 (nobody@nowhere)\n"))
        let texts = Dictionary(uniqueKeysWithValues: result.artifacts.map { ($0.name, $0.text) })
        #expect(texts["vmi.json"]?.contains(#""kind" : "VirtualMachineInstance""#) == true)
        #expect(texts["manifest.txt"] == "fake \(result.machine?.run ?? "")")
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }

    @Test("a guest that panics before it is ready fails its test, and what follows is not reached")
    func panicInBoot() async throws {
        let result = try await trial("true", on: FakeHost { await $0.panic("no heart") })
        #expect(result.verdict == .failed)
        #expect(result.words == "create passed, start passed, ready failed, command not reached")
        #expect(result.failure?.failure.kind == "guestFailed")
        #expect(result.console.contains("Kernel panic - not syncing: no heart"))
    }

    @Test("a template whose machine did not get ready is explained by its error alone, and that is kept")
    func brokenTemplate() async throws {
        let plan = TrialPlan(
            provider: {
                var error = MachineError(.guestFailed, "the guest's kernel panicked")
                error.artifacts = [Artifact("console.log", text: "no heart\n")]
                throw error
            }, command: .shell("true"))
        let result = try #require(await TrialRunner(plan: plan).run(Trial.all(of: [.fake()]), jobs: 1).first)
        #expect(result.words == "create failed, start not reached, ready not reached, command not reached")
        #expect(result.console == "no heart\n")
    }

    @Test("a guest that goes off under its command fails its test, and what was written until then is kept")
    func goesOff() async throws {
        let result = try await trial("echo before; poweroff; sleep 1000")
        #expect(result.words == "create passed, start passed, ready passed, command failed")
        #expect(result.failure?.failure.kind == "stopped")
        #expect(result.output.text == "before\n")
        #expect(result.exitStatus == nil)
    }

    @Test(
        "a machine that its host ends is no failure of the test's, but an error",
        arguments: [StopReason.noMemory, .hypervisorDied, .ended])
    func accident(reason: StopReason) async throws {
        let isUnderWay = Latch<Void>()
        let host = FakeHost(programs: [
            "stay": { _ in
                isUnderWay.open()
                return try await Latch<Int32>().wait()
            }
        ])
        let running = Task { try await trial("stay", on: host) }
        try await isUnderWay.wait()
        let run = try #require(try await FakeProvider(on: host).machines().first?.run)
        await host.end(run, because: reason)
        let result = try await running.value
        #expect(result.words == "create passed, start passed, ready passed, command error")
        #expect(result.failure?.failure.message == "the machine went off: \(reason)")
        #expect(TestExitStatus.of([result]) == TestExitStatus.notTried)
    }

    @Test("so is one whose QEMU dies before it is ready")
    func accidentInBoot() async throws {
        let isBooting = Latch<Void>()
        let host = FakeHost { _ in isBooting.open() }
        let running = Task { try await trial("true", on: host) }
        try await isBooting.wait()
        let run = try #require(try await FakeProvider(on: host).machines().first?.run)
        await host.end(run, because: .hypervisorDied)
        let result = try await running.value
        #expect(result.words == "create passed, start passed, ready error, command not reached")
        #expect(result.failure?.failure.kind == "stopped")
    }

    @Test("a command that is not in the guest is a failure of the test")
    func notThere() async throws {
        let result = try await trial("") { $0.command = Command("nonesuch") }
        #expect(result.verdict == .failed)
        #expect(result.failure?.failure.kind == "commandNotStarted")
        #expect(result.failure?.failure.message.contains("nonesuch") == true)
    }

    @Test("a command that takes longer than it may is a failure of the test")
    func timeout() async throws {
        let host = FakeHost()
        let result = try await trial("sleep 100000", on: host) { $0.timeout = .milliseconds(50) }
        #expect(result.verdict == .failed)
        #expect(result.failure?.failure.kind == "timedOut")
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }

    @Test("a host without machines is an error and no failure, at the first step of each trial")
    func noHost() async throws {
        let plan = TrialPlan(
            provider: { throw MachineError(.hostNotReady, "there is no libvirtd; install it") }, command: .shell("true")
        )
        let results = await TrialRunner(plan: plan).run(Trial.all(of: [.fake()], times: 2), jobs: 2)
        #expect(results.map(\.verdict) == [.error, .error])
        #expect(
            results.allSatisfy { $0.words == "create error, start not reached, ready not reached, command not reached" }
        )
        #expect(TestExitStatus.of(results) == TestExitStatus.notTried)
    }

    @Test("each trial has a fresh machine, forked where the fixture is forkable")
    func fresh() async throws {
        let host = FakeHost()
        let boots = Crowd()
        let counted = FakeHost(programs: host.programs) { guest in
            boots.enter()
            await FakeHost.usualBoot(guest)
        }
        let trials = Trial.all(of: [.fake(forkable: true)], times: 5)
        let script = "test /tmp/mark; echo x > /tmp/mark"
        let results = await TrialRunner(plan: plan(script, on: counted)).run(trials, jobs: 2)
        #expect(results.map(\.verdict) == Array(repeating: .passed, count: 5))
        #expect(Set(results.compactMap { $0.machine?.run }).count == 5)
        #expect(boots.most == 1)
    }

    @Test("as many trials run at once as there are jobs, and no more; results keep the order of the trials")
    func jobs() async throws {
        let crowd = Crowd()
        let host = FakeHost(programs: [
            "meet": { _ in
                crowd.enter()
                // The last one is alone, and the first three meet.
                _ = try await eventually { crowd.most == 3 }
                crowd.leave()
                return 0
            }
        ])
        let fixtures = (1...7).map { Fixture.fake(name: "f\($0)") }
        let results = await TrialRunner(plan: plan("meet", on: host)).run(Trial.all(of: fixtures), jobs: 3)
        #expect(results.map(\.trial.name) == fixtures.map(\.name))
        #expect(results.allSatisfy { $0.verdict == .passed })
        #expect(crowd.most == 3)
    }

    @Test("a run that is cancelled ends its machines, begins no more, and still has a result for each trial")
    func cancelled() async throws {
        let crowd = Crowd()
        let host = FakeHost(programs: [
            "stay": { _ in
                crowd.enter()
                return try await Latch<Int32>().wait()
            }
        ])
        let runner = TrialRunner(plan: plan("stay", on: host))
        let run = Task { await runner.run(Trial.all(of: [.fake()], times: 3), jobs: 1) }
        #expect(try await eventually { crowd.now == 1 })
        run.cancel()
        let results = await run.value
        #expect(results.map(\.verdict) == [.error, .notRun, .notRun])
        #expect(crowd.most == 1)
        #expect(try await FakeProvider(on: host).machines().isEmpty)
        #expect(TestExitStatus.of(results) == TestExitStatus.notTried)
    }

    @Test("artifacts of trials that passed are kept where that is asked for")
    func keepsAll() async throws {
        let result = try await trial("true") { $0.keepsAll = true }
        #expect(result.verdict == .passed)
        #expect(result.console.isEmpty == false)
    }

    @Test("a step is timed and so are the phases of the machine's life")
    func times() async throws {
        let result = try await trial("true")
        #expect(result.steps.allSatisfy { $0.duration > .zero })
        #expect(result.phases.map(\.phase).contains(.command))
    }
}
