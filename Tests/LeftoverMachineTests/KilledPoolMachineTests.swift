import Glibc
import Host
import Lifecycle
import MayflyTestSupport
import Testing

/// Pools of another process: `pool-test-holder`.
@Suite(.serialized, .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct KilledPoolMachineTests {
    private func holder(_ place: Place, _ fixture: String, ready: Int) throws -> Caller {
        try Caller([Place.beside("pool-test-holder"), fixture, "\(ready)"], environment: place.environment)
    }

    /// The tiny fixture, forkable, and its template.
    private func prepare(_ place: Place) async throws -> String {
        let text = try #require(FileSystem.text(TestHost.package + "/Fixtures/tiny.yaml"))
        let fixture = try place.scratch.write(
            "forked.yaml", text.replacing("kind: Fixture", with: "kind: Fixture\nforkable: true"))
        let made = try await place.run("template", "build", fixture)
        try #require(made.status == 0, "\(made.output)")
        return fixture
    }

    @Test("a process that is killed with a full pool leaves nothing, and the next one works")
    func killed() async throws {
        try await Place("pool").using { place in
            let fixture = try await prepare(place)
            try #require(try await place.run("run", fixture, "--", "true").status == 0)
            let before = try await place.settled { _ in true }
            let holder = try holder(place, fixture, ready: 2)
            #expect(try await holder.says("ready 2"), "\(holder.output)")
            #expect(place.emulators(of: "tiny").count == 2)
            holder.signal(SIGKILL)
            _ = await holder.end()
            #expect(try await eventually { place.emulators(of: "tiny").isEmpty })
            let next = try await place.run("run", fixture, "--", "true")
            #expect(next.status == 0, "\(next.output)")
            try await place.expectNothing(beyond: before)
            #expect(FileSystem.names(in: place.directories.ledger + "/granted") == [])
        }
    }

    @Test("what lies ready in one process makes room for a machine of another one that would have to wait")
    func makesRoom() async throws {
        let need = MemoryNeed(guest: 128 << 20, accelerator: .tcg)
        var place = try await Place("pool")
        place.environment["MAYFLY_ACCELERATOR"] = "tcg"
        place.environment["MAYFLY_MEMORY"] = "\(need.boot + need.fork * 3 / 2)"
        try await place.using { place in
            let fixture = try await prepare(place)
            let holder = try holder(place, fixture, ready: 2)
            #expect(try await holder.says("ready 2"), "\(holder.output)")
            #expect(place.emulators(of: "tiny").count == 2)
            let other = try place.start(
                "run", place.tiny, "--name", "other", "--", "sh", "-c", "echo begun; sleep 1000")
            #expect(try await other.says("begun"), "\(other.output)")
            // One of the two was enough, and as long as the other process's runs there is no room for a third.
            #expect(place.emulators(of: "tiny").count == 1)
            other.signal(SIGTERM)
            _ = await other.end()
            holder.signal(SIGTERM)
            _ = await holder.end()
            #expect(try await eventually { place.emulators(of: "tiny").isEmpty })
        }
    }
}
