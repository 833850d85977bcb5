import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import ClusterProvider

/// The one connection to a guest's serial console, without a cluster.
@Suite(.timeLimit(.minutes(1))) struct ConsoleLinkTests {
    private let clock = ManualClock()
    private let console = Console(deadlineScale: 1)
    private let doors = Doors()

    /// KubeVirt's: shut until the guest runs.
    private final class Doors: Sendable {
        let areOpen = Shared(false)
        let tries = Shared(0)

        func open() throws(MachineError) -> any ByteStream {
            tries.change { $0 += 1 }
            guard areOpen.value else { throw MachineError(.channelLost, "400: it does not run") }
            let stream = StandInStream()
            stream.send(Array("Linux version 0.0\n".utf8))
            return stream
        }
    }

    private func link() -> ConsoleLink {
        ConsoleLink(console: console, clock: clock) {
        } open: { [doors] () async throws(MachineError) in
            try doors.open()
        }
    }

    private func reads(_ text: String) async throws -> Bool {
        try await eventually { await console.text.contains(text) }
    }

    @Test func `a console that is refused is asked for again, later each time`() async throws {
        let link = link()
        await link.start()
        for (tries, pause) in [(1, 200), (2, 400), (3, 800)] {
            await clock.waitForSleepers()
            #expect(doors.tries.value == tries)
            clock.advance(by: .milliseconds(pause - 1))
            #expect(clock.sleepers == 1)
            clock.advance(by: .milliseconds(1))
        }
        await clock.waitForSleepers()
        await link.stop()
        #expect(doors.tries.value == 4)
    }

    @Test func `it is open as soon as the guest runs, whenever it was refused last`() async throws {
        let link = link()
        await link.start()
        await clock.waitForSleepers()
        doors.areOpen.change { $0 = true }
        // No time passes.
        await link.guestRuns()
        #expect(try await reads("Linux version"))
        #expect(doors.tries.value == 2)
        await link.stop()
    }

    @Test func `one that is refused even then is asked for again soon`() async throws {
        let link = link()
        await link.start()
        for pause in [200, 400, 800, 1600] {
            await clock.waitForSleepers()
            clock.advance(by: .milliseconds(pause))
        }
        await clock.waitForSleepers()
        await link.guestRuns()
        #expect(try await eventually { doors.tries.value == 6 })
        await clock.waitForSleepers()
        doors.areOpen.change { $0 = true }
        clock.advance(by: .milliseconds(200))
        #expect(try await reads("Linux version"))
        await link.stop()
    }

    @Test func `a guest that runs opens it where nobody has tried before`() async throws {
        doors.areOpen.change { $0 = true }
        let link = link()
        await link.guestRuns()
        #expect(try await reads("Linux version"))
        await link.stop()
        #expect(doors.tries.value == 1)
    }
}
