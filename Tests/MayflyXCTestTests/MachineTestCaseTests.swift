import Fixtures
import Machines
import MayflyTestSupport
import MayflyTesting
import XCTest

@testable import MayflyXCTest

private let host = FakeHost()

/// A machine for each test of XCTest's.
final class MachineTestCaseTests: MachineTestCase {
    override class var machines: [MachineTrait] {
        [.machine(.fake(name: "server")), .machine(.fake(name: "client"), as: "client")]
    }
    override class var requirements: [Requirement] { [] }
    override class var pools: TestPools { TestPools(on: FakeProvider(on: host)) }

    func testEachTestHasItsMachinesByName() async throws {
        XCTAssertEqual(try machine.name, "server")
        XCTAssertEqual(try machine(named: "client").name, "client")
        XCTAssertThrowsError(try machine(named: "proxy"))
        let output = try await machine.run("echo", "hello").check().output
        XCTAssertEqual(output, "hello\n")
    }

    func testNothingOfAnotherTestIsThere() async throws {
        let machine = try machine
        let seen = try await machine.file("/tmp/used").exists
        XCTAssertFalse(seen)
        _ = try await machine.run(.shell("echo used > /tmp/used")).check()
    }

    func testMachinesEndWithTheirTest() async throws {
        let runs = try await FakeProvider(on: host).machines().map(\.run)
        XCTAssertEqual(runs.count, 2)
    }
}

/// One machine for a stretch of a test of XCTest's.
final class WithMachineTests: XCTestCase {
    func testTheMachineIsGoneAfterwards() async throws {
        let host = FakeHost()
        let output = try await withMachine(.fake(), on: FakeProvider(on: host)) {
            try await $0.run("echo", "hello").check().output
        }
        XCTAssertEqual(output, "hello\n")
        let left = try await FakeProvider(on: host).machines()
        XCTAssertEqual(left, [])
    }

    func testABodyThatThrowsIsExplained() async throws {
        let scratch = Scratch("xctest")
        let settings = ArtifactSettings(directory: scratch.path, always: false)
        do {
            try await ArtifactSettings.$current.withValue(settings) {
                try await withMachine(.fake(), on: FakeProvider()) { _ = try await $0.run("cat", "/nowhere").check() }
            }
            XCTFail("it did not throw")
        } catch is CommandFailure {}
        let place = scratch("WithMachineTests-testABodyThatThrowsIsExplained")
        XCTAssertTrue(
            scratch.text("WithMachineTests-testABodyThatThrowsIsExplained/commands.txt")?.contains("$ cat /nowhere")
                == true, place)
    }
}
