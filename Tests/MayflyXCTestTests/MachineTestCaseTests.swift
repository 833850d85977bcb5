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

/// A test that others set up and tear down.
final class TriedTest: MachineTestCase {
    override class var machines: [MachineTrait] { [.machine(.fake())] }
    override class var requirements: [Requirement] { [] }
    override class var pools: TestPools { TestPools(on: FakeProvider(on: tried)) }

    @TaskLocal static var tried = FakeHost()
}

/// What is written of a test of XCTest's.
final class ExplainedTests: XCTestCase {
    func testCommandsAreWrittenDown() async throws {
        let scratch = Scratch("xctest")
        let settings = ArtifactSettings(directory: scratch.path, always: true)
        try await ArtifactSettings.$current.withValue(settings) {
            let test = TriedTest(name: "testEcho", testClosure: { _ in })
            try await test.setUp()
            _ = try await test.machine.run("echo", "hello")
            try await test.tearDown()
        }
        XCTAssertTrue(scratch.text("TriedTest-testEcho/commands.txt")?.contains("$ echo hello\n") == true)
        XCTAssertNotNil(scratch.text("TriedTest-testEcho/console.log"))
    }

    func testAMachineThatDoesNotGetReadyIsExplained() async throws {
        let scratch = Scratch("xctest")
        let settings = ArtifactSettings(directory: scratch.path, always: false)
        let host = FakeHost { await $0.panic("no root") }
        try await ArtifactSettings.$current.withValue(settings) {
            try await TriedTest.$tried.withValue(host) {
                let test = TriedTest(name: "testBoot", testClosure: { _ in })
                do {
                    try await test.setUp()
                    XCTFail("it was set up")
                } catch is MachineError {}
            }
        }
        let issues = scratch.text("TriedTest-testBoot/issues.txt")
        XCTAssertTrue(issues?.contains("no machine for this test, of the fixture fake") == true)
        let console = scratch.text("TriedTest-testBoot/console.log")
        XCTAssertTrue(console?.contains("Kernel panic - not syncing: no root") == true)
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

    func testAMachineThatDoesNotGetReadyIsExplained() async throws {
        let scratch = Scratch("xctest")
        let settings = ArtifactSettings(directory: scratch.path, always: false)
        let host = FakeHost { await $0.panic("no root") }
        do {
            try await ArtifactSettings.$current.withValue(settings) {
                try await withMachine(.fake(), on: FakeProvider(on: host)) { _ in XCTFail("it was ready") }
            }
            XCTFail("it did not throw")
        } catch is MachineError {}
        let place = "WithMachineTests-testAMachineThatDoesNotGetReadyIsExplained"
        XCTAssertTrue(
            scratch.text(place + "/console.log")?.contains("Kernel panic - not syncing: no root") == true)
        let left = try await FakeProvider(on: host).machines()
        XCTAssertEqual(left, [])
    }
}
