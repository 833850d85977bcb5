import Fixtures
import Foundation
import Host
import Machines
import MayflyTestSupport
import Testing

@testable import MayflyTesting

extension Fixture {
    fileprivate static let forkable = Fixture.fake(name: "forkable", forkable: true)
    fileprivate static let other = Fixture.fake(name: "other")
}

/// What has been seen of the machines of these suites' tests.
private enum Seen {
    static let host = FakeHost { guest in
        boots.change { $0 += 1 }
        await FakeHost.usualBoot(guest)
    }
    static let boots = Shared(0)
    private static let runs = Shared<Set<String>>([])

    /// Nobody else has had the machine: no other test, no other case.
    static func note(_ machine: Machine) async throws {
        #expect(await machine.state == .ready)
        #expect(runs.change { $0.insert(machine.id).inserted })
        #expect(try await machine.run("cat", "/tmp/used").termination == .exited(1))
        _ = try await machine.run(.shell("echo used > /tmp/used")).check()
    }
}

@Suite("Tests with machines of their own", .fakeMachines(on: Seen.host), .machine(.forkable), .timeLimit(.minutes(1)))
struct MachineTraitTests {
    @Test func `a test has its suite's machine`() async throws {
        let machine = try Machine.current
        #expect(machine.name == "forkable")
        try await Seen.note(machine)
        #expect(try Machine.current.id == machine.id)
    }

    @Test(arguments: 0..<40) func `each case has one of its own`(_ number: Int) async throws {
        let machine = try Machine.current
        try await Seen.note(machine)
        await Task.yield()
        _ = try await machine.run(.shell("echo \(number) > /tmp/number")).check()
        #expect(try await machine.run("cat", "/tmp/number").output == "\(number)\n")
        // They are forks: not one boot for each.
        #expect(Seen.boots.value <= 4)
    }

    @Test(.machine(.other)) func `a test's own machine replaces its suite's`() async throws {
        #expect(try Machine.current.name == "other")
        try await Seen.note(try Machine.current)
    }

    @Test(.machine(.other, as: "client"), .machine(.forkable, as: "server"))
    func `a test may have several, and its suite's beside them`() async throws {
        let machines = [try Machine.current, try Machine.named("client"), try Machine.named("server")]
        #expect(machines.map(\.name) == ["forkable", "other", "forkable"])
        for machine in machines { try await Seen.note(machine) }
        let error = #expect(throws: MachineError.self) { try Machine.named("proxy") }
        #expect(error?.message == "the test has no machine called proxy; there are client, server")
    }

    @Test func `a child task has the test's machine, and a detached one is told why it has not`() async throws {
        let machine = try Machine.current
        async let child = Machine.current.id
        #expect(try await child == machine.id)
        let error = await #expect(throws: MachineError.self) { try await Task.detached { try Machine.current }.value }
        #expect(error?.message.contains("detached task") == true)
        let unnamed = #expect(throws: MachineError.self) { try Machine.named("client") }
        #expect(unnamed?.message == "the test has no machine called client; its machine has no name")
    }

    @Suite struct Inner {
        @Test func `a suite within it has the trait too`() async throws { try await Seen.note(try Machine.current) }
    }
}

@Suite("Tests with named machines only", .fakeMachines(on: Seen.host), .timeLimit(.minutes(1)))
struct NamedMachineTests {
    @Test(.machine(.forkable, as: "only")) func `the only one is the current one`() async throws {
        #expect(try Machine.current.id == Machine.named("only").id)
    }

    @Test(.machine(.forkable, as: "b"), .machine(.forkable, as: "a"))
    func `of several none is the current one, and the error names them`() throws {
        let error = #expect(throws: MachineError.self) { try Machine.current }
        #expect(error?.message == "the test has several machines; say which by Machine.named(…): a, b")
    }

    @Test func `where there is none, the error says what is missing`() {
        let error = #expect(throws: MachineError.self) { try Machine.current }
        #expect(error?.code == .notFound && error?.message.contains(".machine(…)") == true)
    }

    @Test(arguments: 0..<6) func `tests of several machines do not wait for each other for ever`(_: Int) async throws {
        // Room for two: whoever held one and waited for another would wait for ever.
        let pools = TestPools(on: NarrowProvider(width: 2))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await pools.withMachines([
                        .machine(.forkable, as: "a"), .machine(.forkable, as: "b"),
                    ]) { #expect($0.machines.count == 2) }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `who wants several waits for another process that takes several, and who wants one does not`()
        async throws
    {
        let scratch = Scratch("several")
        let pools = TestPools(on: FakeProvider(), lock: scratch("lock"))
        let other = try #require(try FileLock.trying(scratch("lock")))
        let isReleased = Shared(false)
        async let several: Void = pools.withMachines([
            .machine(.forkable, as: "a"), .machine(.forkable, as: "b"),
        ]) { _ in #expect(isReleased.value) }
        try await pools.withMachines([.machine(.other)]) { #expect($0.machines.count == 1) }
        isReleased.change { $0 = true }
        other.release()
        try await several
        await pools.drain()
    }

    @Test func `who wants several has their template made before it is their turn`() async throws {
        let scratch = Scratch("prepared")
        let (isBooting, mayBoot) = (Latch<Void>(), Latch<Void>())
        let host = FakeHost { guest in
            isBooting.open()
            try? await mayBoot.wait()
            await FakeHost.usualBoot(guest)
        }
        let pools = TestPools(on: FakeProvider(on: host), lock: scratch("lock"))
        async let several: Void = pools.withMachines([
            .machine(.forkable, as: "a"), .machine(.forkable, as: "b"),
        ]) { #expect($0.machines.count == 2) }
        try await isBooting.wait()
        // Nobody has the turn, and another process may have it meanwhile.
        let other = try #require(try FileLock.trying(scratch("lock")))
        mayBoot.open()
        other.release()
        try await several
        await pools.drain()
    }
}

@Suite("What a machine trait does", .timeLimit(.minutes(1)))
struct MachineTraitFailureTests {
    private func scope(_ trait: MachineTrait, on host: FakeHost, _ body: @escaping @Sendable () async throws -> Void)
        async throws
    {
        let test = try #require(Test.current)
        try await TestPools.$current.withValue(TestPools(on: FakeProvider(on: host))) {
            try await trait.provideScope(for: test, testCase: nil, performing: body)
        }
    }

    @Test func `a machine is gone when its test is over, also after a failure`() async throws {
        struct Mine: Error {}
        let host = FakeHost()
        try await scope(.machine(.forkable), on: host) { () async throws in
            #expect(try await FakeProvider(on: host).machines().map(\.run) == [Machine.current.id])
        }
        #expect(try await FakeProvider(on: host).machines().isEmpty)
        await #expect(throws: Mine.self) { try await scope(.machine(.forkable), on: host) { throw Mine() } }
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }

    @Test func `a machine that cannot be made fails the test, with the fixture and the console's end`() async throws {
        let host = FakeHost { await $0.panic("no root") }
        let error = await #expect(throws: MachineError.self) {
            try await scope(.machine(.other), on: host) { Issue.record("it ran without a machine") }
        }
        let text = error?.description ?? ""
        #expect(text.contains("no machine for this test, of the fixture other: "))
        #expect(text.contains("  | Kernel panic - not syncing: no root"))
    }

    @Test func `a fixture that cannot be found fails the test with its name`() async throws {
        let error = await #expect(throws: MachineError.self) {
            try await scope(.machine("no-such-fixture"), on: FakeHost()) {}
        }
        #expect(error?.code == .invalidInput && error?.message.contains("no-such-fixture") == true)
    }

    @Test func `fixtures come from the search path by name, and from files`() async throws {
        let scratch = Scratch("trait")
        let text = """
            apiVersion: mayfly.dev/v1alpha1
            kind: Fixture
            metadata: {name: from-a-file}
            template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}
            """
        let path = scratch("mine.yaml")
        try Data(text.utf8).write(to: URL(filePath: path))
        try await scope(.machine(file: path), on: FakeHost()) { () async throws in
            #expect(try Machine.current.name == "from-a-file")
        }
        try await scope(.machine("tiny"), on: FakeHost()) { () async throws in
            #expect(try Machine.current.name == "tiny")
        }
    }

    @Test func `tests one after another find theirs made ahead, and the first has none made for others`() async throws {
        let host = FakeHost()
        let pools = TestPools(on: FakeProvider(on: host))
        try await pools.withMachines([.machine(.forkable)]) { _ in }
        #expect(try await FakeProvider(on: host).machines().isEmpty)
        try await pools.withMachines([.machine(.forkable)]) { _ async throws in
            #expect(try await eventually { try await FakeProvider(on: host).machines().count == 2 })
        }
        await pools.drain()
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }

    @Test func `a boot can be asked for where a fork would be had`() async throws {
        let boots = Shared(0)
        let host = FakeHost { guest in
            boots.change { $0 += 1 }
            await FakeHost.usualBoot(guest)
        }
        let pools = TestPools(on: FakeProvider(on: host))
        for _ in 0..<3 { try await pools.withMachines([.machine(.forkable, from: .boot)]) { _ in } }
        #expect(boots.value >= 3)
        await pools.drain()
    }
}
