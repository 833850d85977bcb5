import Fixtures
import Host
import Machines
import MayflyTestSupport
import Testing

/// Small guests that do not get ready, each in another way.
@Suite("A guest that fails while it is waited for", .requires(.tinyGuest), .timeLimit(.minutes(30)))
struct FailingGuestMachineTests {
    private static let never = [ReadyCondition.helper(), .file(FileCondition("/no/such/file"))]

    private func fixture(_ changes: [(String, String)] = [], ready: [ReadyCondition] = never) throws -> Fixture {
        var fixture = try FixtureFile(changes).load()
        fixture.ready = ready
        return fixture
    }

    @Test("a panic in the initramfs ends the wait, with the console's tail and what was waited for")
    func panic() async throws {
        let error = try await refusal(
            fixture([("kernelArgs: console=ttyS0", "kernelArgs: rdinit=/bin/false console=ttyS0")]))
        #expect(error.code == .guestFailed, "\(error)")
        #expect(error.message.contains("init died") && error.message.contains("waited for"), "\(error)")
        #expect(error.consoleTail.contains { "\($0)".contains("Kernel panic") }, "\(error.consoleTail)")
    }

    @Test("an initramfs without anything to run is a panic too")
    func empty() async throws {
        let error = try await refusal(
            fixture([("kernelArgs: console=ttyS0", "kernelArgs: rdinit=/no/init console=ttyS0")]))
        #expect(error.code == .guestFailed && error.message.contains("waited for"), "\(error)")
    }

    @Test("a guest that shuts down while it is waited for ends the wait, and says what it was doing")
    func shutdown() async throws {
        let error = try await refusal(fixture()) { machine async throws in
            try await waitForRun(machine)
            _ = try? await machine.run("poweroff", "-f")
        }
        #expect(error.code == .stopped && error.message.contains("/no/such/file"), "\(error)")
    }

    @Test("what is missed by its deadline says what was seen last")
    func missed() async throws {
        let error = try await refusal(
            fixture(ready: [
                .helper(), .file(FileCondition("/no/such/file", deadline: Deadline(.seconds(3)))),
                .port(PortCondition(80, deadline: Deadline(.milliseconds(2500)))),
            ]))
        #expect(error.code == .notReady, "\(error)")
        #expect(error.message.contains("holds: the guest helper answers"), "\(error)")
        #expect(error.message.contains("/no/such/file") && error.message.contains("port 80"), "\(error)")
    }

    private func waitForRun(_ machine: Machine) async throws {
        #expect(try await eventually(within: .seconds(60)) { await machine.state == .running })
        #expect(try await machine.run("true").termination == .exited(0))
    }
}
