import Fixtures
import Machines
import MayflyTestSupport
import Testing

@testable import MayflyTesting

/// What is thrown by a task that waits for ever and is cancelled.
private func waitForEver() async throws { try await Latch<Void>().wait() }

@Suite("What has to hold while a test runs", .timeLimit(.minutes(2)))
struct RuleTests {
    private let host = FakeHost()

    @Test func `a condition that breaks fails the test where it is stated, and ends it`() async throws {
        let host = host
        let line = Shared(0)
        let found = try await issues(on: host) {
            let machine = try Machine.current
            let guest = try host.guest(of: machine)
            guest.put("", at: "/tmp/flag")
            line.change { $0 = #line + 1 }
            try await machine.always("the flag is up", every: .milliseconds(1)) {
                try await machine.file("/tmp/flag").exists
            }
            guest.files["/tmp/flag"] = nil
            try await waitForEver()
        }
        #expect(found.count == 1)
        #expect(found.first?.sourceLocation?.line == line.value)
        #expect(found.first?.comments.first?.rawValue == "fake: the flag is up does not hold any more")
    }

    @Test func `a look that throws breaks it, too`() async throws {
        let found = try await issues(on: host) {
            let machine = try Machine.current
            try await machine.always("it says something") { try await machine.file("/none").text != "" }
            Issue.record("it went on")
        }
        #expect(found.count == 1)
        #expect(found.first?.comments.first?.rawValue.contains("it says something could not be looked at: ") == true)
    }

    @Test func `one that holds is nobody's concern`() async throws {
        let looks = Shared(0)
        let found = try await issues(on: host) {
            let machine = try Machine.current
            try await machine.always(every: .milliseconds(1)) {
                looks.change { $0 += 1 }
                return true
            }
            #expect(try await eventually { looks.value > 3 })
        }
        #expect(found.isEmpty)
        let seen = looks.value
        #expect(seen > 4)
    }

    @Test func `one that breaks with the test's last act is noticed`() async throws {
        let host = host
        let found = try await issues(on: host) {
            let machine = try Machine.current
            let guest = try host.guest(of: machine)
            try await machine.always("no flag", every: .seconds(1000)) { try await !machine.file("/tmp/flag").exists }
            guest.put("", at: "/tmp/flag")
        }
        #expect(found.count == 1)
    }

    @Test func `of a machine that the test has ended nothing is asked`() async throws {
        let found = try await issues(on: host) {
            let machine = try Machine.current
            try await machine.always("it answers", every: .seconds(1000)) {
                try await machine.run("true").termination == .exited(0)
            }
            await machine.delete()
        }
        #expect(found.isEmpty)
    }

    @Test func `a line that may never show fails the test when it does`() async throws {
        let host = host
        let found = try await issues(on: host) {
            let machine = try Machine.current
            try machine.always(consoleNever: "BUG:")
            try await host.guest(of: machine).print("[1.0] BUG: oops\n")
            try await waitForEver()
        }
        #expect(found.count == 1)
        #expect(
            found.first?.comments.first?.rawValue
                == "fake: ‘BUG:’ showed on the console, which it never may: [1.0] BUG: oops")
    }

    @Test func `regular expressions of both kinds do, also for the last line of a test`() async throws {
        let host = host
        for isLiteral in [true, false] {
            let found = try await issues(on: host) {
                let machine = try Machine.current
                if isLiteral {
                    try machine.always(consoleNever: /o+ps$/)
                } else {
                    try machine.always(consoleNever: .regex("o+ps$"))
                }
                try await host.guest(of: machine).print("ooops\n")
            }
            #expect(found.count == 1)
        }
    }

    @Test func `what the machine said before its test counts`() async throws {
        let found = try await issues(on: host) { try Machine.current.always(consoleNever: "Run /init") }
        #expect(found.count == 1)
    }

    @Test func `where no test is, a rule is an error`() async throws {
        let machine = try await FakeProvider().create(.fake(), options: MachineOptions(), timeline: Timeline())
        #expect(throws: MachineError.self) { try machine.always(consoleNever: "x") }
        await #expect(throws: MachineError.self) { try await machine.always { true } }
    }
}
