import Fixtures
import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

/// Debians that come up and do not get ready.
@Suite(
    "A Debian that fails", .requires(.machines, .distributions),
    .timeLimit(.minutes(30)))
struct FailingDebianMachineTests {
    @Test("a broken cloud-init and a unit that crashes are told at once, with their logs")
    func broken() async throws {
        let userData = """
            #cloud-config
            write_files:
              - path: /etc/systemd/system/crash.service
                content: |
                  [Service]
                  ExecStart=/bin/sh -c 'echo "the engine is missing"; kill -SEGV $$$$'
            runcmd:
              - systemctl start --no-block crash
              - sh -c 'echo "the harbour is closed" >&2; exit 3'

            """
        // One boot for both: a group of which one may hold fails when none can.
        let ready = """
            ready:
              - any:
                  deadline: 180s
                  of:
                    - cloudInit: {}
                    - unit: {name: crash.service}

            """
        let fixture = try FixtureFile(try SharedDebian.debian(userData, ready: ready), of: "seeded-debian").load()
        let error = try await refusal(fixture)
        #expect(error.code == .notReady && error.message.contains("cannot get ready"), "\(error)")
        #expect(error.message.contains("cloud-init ended with errors"), "\(error)")
        #expect(error.message.contains("the harbour is closed"), "\(error)")
        #expect(error.message.contains("systemd says failed"), "\(error)")
        #expect(error.message.contains("the engine is missing"), "\(error)")
        #expect(!error.consoleTail.isEmpty)
    }
}

/// What a machine's failure to get ready is, with the machine gone after it.
func refusal(
    _ fixture: Fixture, while body: (Machine) async throws -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation
) async throws -> MachineError {
    try await TestHost.slots(for: fixture).withPermit {
        let machine = try await TestHost.provider().create(fixture, options: MachineOptions(), timeline: Timeline())
        let waiting = Task {
            try await machine.start()
            try await machine.waitUntilReady()
        }
        var failure: (any Error)?
        do {
            try await body(machine)
            try await waiting.value
        } catch {
            waiting.cancel()
            failure = error
        }
        await machine.delete()
        #expect(LocalLeftovers.of(machine.id) == [], sourceLocation: sourceLocation)
        return try #require(failure as? MachineError, "\(String(describing: failure))", sourceLocation: sourceLocation)
    }
}
