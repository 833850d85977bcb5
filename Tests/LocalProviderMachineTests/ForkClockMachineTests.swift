import Fixtures
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite("Forks of a host whose clock was set", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct ForkClockMachineTests {
    private func fixture() throws -> Fixture {
        var fixture = try TestHost.tiny()
        fixture.metadata.name = "clocked"
        fixture.forkable = true
        return fixture
    }

    /// Runs a body on a host whose clock is wrong by so many days.
    private func shifted(by days: Int, _ body: () async throws -> Void) async throws {
        try await WallClock.$shift.withValue(.seconds(days * 86_400), operation: body)
    }

    /// The guest has the host's time, whatever that is.
    private func expectTime(of machine: Machine) async throws {
        let guest = try #require(Double(try await machine.run("date", "+%s").check().output.dropLast()))
        // A day off would be wrong; a busy host is late by seconds.
        #expect(abs(guest - WallClock.now) < 600)
    }

    @Test("a fork has the host's time, however far that was set forward or back since the template was frozen")
    func time() async throws {
        var paths: Set<String> = []
        for days in [0, 400, -400] {
            try await shifted(by: days) {
                try await TestHost.withMachine(try fixture()) { machine in
                    paths.insert(try await template(of: machine).path)
                    try await expectTime(of: machine)
                    if days == 400 {
                        // As a pool's, which slept while the clock was set back.
                        try await machine.pause()
                        try await shifted(by: -400) {
                            try await machine.driver.resumeFresh()
                            try await expectTime(of: machine)
                        }
                    }
                    let mark = try await machine.checkpoint()
                    try await machine.revert(to: mark)
                    try await expectTime(of: machine)
                }
            }
        }
        #expect(paths.count == 1, "its name has nothing to do with the time")
    }
}
