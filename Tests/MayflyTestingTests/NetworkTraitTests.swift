import Fixtures
import Machines
import MayflyTestSupport
import Testing

@testable import MayflyTesting

@Suite("Networks of tests", .fakeMachines(on: FakeHost()), .timeLimit(.minutes(1)))
struct NetworkTraitTests {
    @Test func `where a back end has no private networks it is said, and no machine is left`() async throws {
        let provider = FakeProvider()
        let pools = TestPools(on: provider)
        let error = await #expect(throws: MachineError.self) {
            try await pools.withMachines(
                [.machine(.fake(name: "a")), .machine(.fake(name: "b"), as: "b")], on: .network()
            ) { _ in Issue.record("the machines are in no network") }
        }
        #expect(error?.code == .unsupported && error?.message.contains("private networks") == true)
        await pools.drain()
        #expect(try await provider.machines().isEmpty)
    }

    @Test func `two machines of one name are refused`() async throws {
        let pools = TestPools(on: FakeProvider())
        let error = await #expect(throws: MachineError.self) {
            try await pools.withMachines(
                [.machine(.fake(name: "a")), .machine(.fake(name: "b"), as: "a")], on: .network()
            ) { _ in }
        }
        #expect(error?.message.contains("called a already") == true)
    }

    @Test(.machine(.fake(name: "alone"))) func `a test without a network is told so`() async throws {
        let error = #expect(throws: MachineError.self) { try Network.current }
        #expect(error?.message.contains(".network()") == true)
    }
}
