import Fixtures
import Host
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// Memory that may grow is of several parts, and no single file that forks could share.
@Suite(
    "Machines that are saved and restored, because they cannot be forked", .requires(.tinyGuest),
    .timeLimit(.minutes(10)))
struct RestoredMachineTests {
    private func fixture() throws -> Fixture {
        var fixture = try TestHost.tiny()
        fixture.metadata.name = "restored"
        fixture.forkable = true
        fixture.forkFallback = .restore
        // Where memory can be plugged in beyond 4 GiB a kernel keeps 64 MiB for devices that cannot reach it.
        fixture.template.spec.domain.memory?.guest = .mebibytes(256)
        fixture.template.spec.domain.memory?.maxGuest = .mebibytes(512)
        return fixture
    }

    @Test("each goes on from where the template was saved, with memory and an identity of its own")
    func restored() async throws {
        try await TestHost.withMachine(try fixture()) { first in
            let origin = try await template(of: first)
            #expect(origin.memory == nil)
            // All that the guest had touched is in the state.
            #expect(origin.manifest.state.size > 16 << 20)
            #expect(origin.manifest.guestMemory == 256 << 20)
            try await TestHost.withMachine(try fixture()) { second in
                #expect(try await template(of: second).path == origin.path)
                for machine in [first, second] {
                    #expect(!machine.timeline.entries.contains { $0.phase == .kernel })
                    #expect(machine.timeline.entries.contains { $0.phase == .identity })
                }
                _ = try await first.run(.shell("echo first > /mark")).check()
                #expect(try await second.run(.shell("test -e /mark")).termination != .exited(0))
                let names = [try await first.run("hostname").output, try await second.run("hostname").output]
                #expect(names[0] != names[1])
                let random = Command.shell("od -An -N16 -tx1 /dev/urandom")
                #expect(try await first.run(random).output != second.run(random).output)
            }
        }
    }

    @Test("one that was restored cannot be forked, and says which field is why")
    func noForks() async throws {
        try await TestHost.withMachine(try fixture()) { machine in
            let error = await #expect(throws: MachineError.self) { _ = try await machine.fork() }
            #expect(error?.message.contains("spec.domain.memory.maxGuest") == true, "\(error!)")
            #expect(await machine.state == .ready)
        }
    }
}
