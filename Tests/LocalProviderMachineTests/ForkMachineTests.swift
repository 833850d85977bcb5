import Fixtures
import Host
import KubeVirt
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

/// Forks of the tiny guest: memory alone.
@Suite("Forks of a guest without a disk", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct ForkMachineTests {
    /// The tiny fixture, forkable, with a name of its own so that no other suite's template is meant.
    static func fixture() throws -> Fixture {
        var fixture = try TestHost.tiny()
        fixture.metadata.name = "forked"
        fixture.forkable = true
        return fixture
    }

    @Test("a fork goes on from where the template was, and keeps what it writes to itself")
    func apart() async throws {
        try await TestHost.withMachine(try Self.fixture()) { first in
            try await TestHost.withMachine(try Self.fixture()) { second in
                _ = try await first.run(.shell("echo first > /mark")).check()
                #expect(try await second.run(.shell("test -e /mark")).termination != .exited(0))
                #expect(try await first.run(.shell("cat /mark")).check().output == "first\n")
            }
        }
    }

    @Test("a running machine is forked and goes on; forks of forks do too")
    func running() async throws {
        try await TestHost.withMachine(try Self.fixture()) { machine in
            _ = try await machine.run(.shell("echo 1 > /mark; sleep 1000 & echo $! > /pid")).check()
            let forks = try await machine.fork(count: 2)
            try await finishing {
                _ = try await machine.run(.shell("echo original > /mark")).check()
                for fork in forks {
                    #expect(try await fork.run(.shell("cat /mark")).check().output == "1\n")
                    // What ran goes on.
                    _ = try await fork.run(.shell("kill -0 $(cat /pid)")).check()
                }
                _ = try await forks[0].run(.shell("echo 2 > /mark")).check()
                let grandchild = try await forks[0].fork()
                try await finishing {
                    let mark = try await grandchild.run(.shell("cat /mark")).check().output
                    #expect(mark == "2\n")
                } finally: {
                    await grandchild.delete()
                }
                #expect(try await machine.run(.shell("cat /mark")).check().output == "original\n")
            } finally: {
                for fork in forks { await fork.delete() }
            }
        }
    }

    @Test("a template whose machine does not get ready leaves what explains that")
    func explained() async throws {
        var fixture = try Self.fixture()
        fixture.metadata.name = "never-ready"
        fixture.ready = [.command(CommandCondition(.run(["/bin/false"]), deadline: Deadline(.seconds(2))))]
        fixture.template.spec.domain.devices.autoattachGraphicsDevice = true
        let error = await #expect(throws: MachineError.self) { try await TestHost.withMachine(fixture) { _ in } }
        #expect(error?.code == .notReady)
        let names = error?.artifacts.map(\.name) ?? []
        let picture = try #require(error?.artifacts.first { $0.name.hasPrefix("screenshot.") }, "\(names)")
        #expect(
            picture.contents.starts(with: picture.name == "screenshot.png" ? [0x89, 0x50, 0x4E, 0x47] : [0x50, 0x36]))
        #expect(Set(names).isSuperset(of: ["console.log", "domain.xml", "timeline.txt"]), "\(names)")
    }

    @Test("a machine goes back to a mark, as often as it likes, and to its template")
    func marks() async throws {
        try await TestHost.withMachine(try Self.fixture()) { machine in
            _ = try await machine.run(.shell("echo before > /mark")).check()
            let mark = try await machine.checkpoint()
            for _ in 0..<2 {
                _ = try await machine.run(.shell("echo after > /mark; touch /new")).check()
                try await machine.revert(to: mark)
                let said = try await machine.run(.shell("cat /mark; ls /new 2>&1 | grep -c 'No such'")).check()
                #expect(said.output == "before\n1\n")
            }
            #expect(await machine.state == .ready)
            try await machine.revertToTemplate()
            #expect(try await machine.run(.shell("ls /mark 2>&1 | grep -c 'No such'")).check().output == "1\n")
        }
    }
}
