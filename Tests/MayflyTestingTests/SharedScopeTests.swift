import Fixtures
import Machines
import MayflyTestSupport
import Testing

@testable import MayflyTesting

private enum Together {
    static let host = FakeHost()
    static let runs = Shared<Set<String>>([])
}

@Suite(
    "Tests that share a machine", .fakeMachines(on: Together.host), .machine(.fake(name: "server"), .shared),
    .timeLimit(.minutes(2)))
struct SharedScopeTests {
    private func note() throws {
        let machine = try Machine.current
        #expect(machine.name == "server")
        #expect(
            Together.runs.change {
                $0.insert(machine.id); return $0.count
            } == 1)
    }

    @Test(arguments: 0..<5) func `every case has the same one`(_ number: Int) async throws { try note() }

    @Test func `and so has every test`() async throws {
        try note()
        #expect(try await Machine.current.run("true").check().output == "")
    }

    @Test(.machine(.fake(name: "other"), as: "client")) func `a test may have one of its own beside it`() throws {
        try note()
        #expect(try Machine.named("client").name == "other")
    }

    @Test(.machine(.fake(name: "mine"))) func `a test's own replaces the suite's`() throws {
        #expect(try Machine.current.name == "mine")
    }

    @Test(.machine(.fake(name: "cases"), .shared, as: "all"), arguments: 0..<3)
    func `the cases of a test may share one, too`(_ number: Int) throws {
        try note()
        #expect(try Machine.named("all").name == "cases")
    }

    @Suite struct Inner {
        @Test func `a suite within it has the same one`() throws {
            #expect(
                Together.runs.change {
                    $0.insert("none"); $0.remove("none"); return $0.count
                } <= 1)
            #expect(try Machine.current.name == "server")
        }
    }

    @Suite(.machine(.fake(name: "server"), .shared)) struct Another {
        @Test func `a suite within it that asks for one has another one`() throws {
            let machine = try Machine.current
            #expect(machine.name == "server" && !Together.runs.value.contains(machine.id))
        }
    }
}

@Suite("A shared machine", .timeLimit(.minutes(2)))
struct SharedScopeEndTests {
    @Test func `is made once, whatever is within, and ends after the last`() async throws {
        let provider = FakeProvider()
        let traits = [MachineTrait.machine(.fake(), .shared), .machine(.fake(), .shared, as: "b")]
        try await TestPools.$current.withValue(TestPools(on: provider)) {
            try await SharedScope(of: traits).provide {
                try await SharedScope(of: traits).provide { () async throws in
                    #expect(try await provider.machines().count == 2)
                    #expect(try Machine.current.id != Machine.named("b").id)
                }
                #expect(try await provider.machines().count == 2)
            }
        }
        #expect(try await provider.machines().isEmpty)
    }

    @Test func `a rule is about what it says during the test`() async throws {
        let host = FakeHost()
        let test = try #require(Test.current)
        let found = try await issues(
            of: .machine(.fake(), .shared), on: host,
            scope: { body in
                try await SharedScope(of: [.machine(.fake(), .shared)]).provide {
                    try await host.guest(of: Machine.current).print("BUG: of another test\n")
                    try await TestScope(of: test, nil, []).provide { try await body() }
                }
            }
        ) {
            try Machine.current.always(consoleNever: "BUG:")
        }
        #expect(found.isEmpty)
    }
}
