import MayflyTestSupport
import Testing

@testable import Machines

@Suite("Waiting until something is so", .timeLimit(.minutes(2)))
struct WaitingTests {
    private func machine() async throws -> Machine {
        let machine = try await FakeProvider().create(.fake(), options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        try await machine.waitUntilReady()
        return machine
    }

    @Test func `it returns what was seen when it was so`() async throws {
        let looks = Shared(0)
        let seen = try await machine().waitUntil("there are three", every: .milliseconds(1)) {
            looks.change {
                $0 += 1
                return $0
            }
        } _: {
            $0 == 3
        }
        #expect(seen == 3)
    }

    @Test func `after the deadline it says what was seen last, and what the console said`() async throws {
        let clock = ManualClock()
        let machine = try await machine()
        let waiting = Task {
            try await machine.waitUntil(
                "the queue is empty", within: .seconds(10), every: .seconds(1), clock: clock, see: { "7 letters" }
            ) { $0.isEmpty }
        }
        // The deadline, and the pause between two looks.
        await clock.waitForSleepers(2)
        clock.advance(by: .seconds(10))
        let error = await #expect(throws: MachineError.self) { _ = try await waiting.value }
        #expect(error?.code == .timedOut)
        #expect(error?.message == "waited 10.0 seconds until the queue is empty; last seen: 7 letters")
        #expect(error?.consoleTail.last == "Run /init as init process")
    }

    @Test func `a look that fails is followed by another, and told of when it was the last`() async throws {
        let looks = Shared(0)
        let machine = try await machine()
        try await machine.waitUntil("it can be read", every: .milliseconds(1)) {
            if looks.change({
                $0 += 1; return $0
            }) == 1 {
                _ = try await machine.file("/none").text
            }
            return true
        }
        #expect(looks.value == 2)
        let clock = ManualClock()
        let waiting = Task {
            try await machine.waitUntil(
                "it can be read", within: .seconds(1), every: .seconds(1), clock: clock,
                see: { try await machine.file("/none").text }
            ) { _ in true }
        }
        await clock.waitForSleepers(2)
        clock.advance(by: .seconds(1))
        let error = await #expect(throws: MachineError.self) { _ = try await waiting.value }
        #expect(error?.message.contains("; the last look failed: machine fake: /none cannot be looked at") == true)
    }

    @Test func `a machine that is off is not waited for`() async throws {
        let machine = try await machine()
        await machine.delete()
        let error = await #expect(throws: MachineError.self) {
            try await machine.waitUntil("it answers") { try await machine.run("true").termination == .exited(0) }
        }
        #expect(error?.code == .stopped)
        #expect(error?.message.hasPrefix("waited until it answers: the machine is off") == true)
    }
}
