import Glibc
import Host
import MayflyTestSupport
import Testing

/// Templates and forks whose makers are killed, whose files are damaged, or for which there is no room.
@Suite(.serialized, .requires(.tinyGuest))
struct KilledTemplateMachineTests {
    /// The tiny fixture, forkable.
    private func fixture(in place: Place) throws -> String {
        let text = try #require(FileSystem.text(TestHost.package + "/Fixtures/tiny.yaml"))
        return try place.scratch.write(
            "forked.yaml", text.replacing("kind: Fixture", with: "kind: Fixture\nforkable: true"))
    }

    private func templates(in place: Place) -> [String] {
        FileSystem.names(in: place.directories.templates).filter { !$0.hasSuffix(".build") }
    }

    @Test("a maker that is killed while its template boots leaves nothing, and the next one makes it")
    func killedMaker() async throws {
        try await Place("fork").using { place in
            let fixture = try fixture(in: place)
            // Directories and what is known of QEMU stay.
            try #require(try await place.run("template", "build", fixture).status == 0)
            try #require(try await place.run("template", "prune", "--all").status == 0)
            let before = try await place.settled { _ in true }
            for _ in 0..<2 {
                let caller = try place.start("template", "build", fixture)
                #expect(try await eventually { !place.emulators(of: "tiny").isEmpty })
                caller.signal(SIGKILL)
                _ = await caller.end()
                #expect(try await eventually { place.emulators(of: "tiny").isEmpty })
                try await place.run("gc")
                #expect(templates(in: place) == [])
            }
            let made = try await place.run("run", fixture, "--", "true")
            #expect(made.status == 0, "\(made.output)")
            #expect(templates(in: place).count == 1)
            let pruned = try await place.run("template", "prune", "--all")
            #expect(pruned.status == 0 && templates(in: place) == [], "\(pruned.output)")
            try await place.expectNothing(beyond: before)
        }
    }

    @Test("a fork whose caller is killed is gone, and its template serves the next")
    func killedFork() async throws {
        try await Place("fork").using { place in
            let fixture = try fixture(in: place)
            let made = try await place.run("template", "build", fixture)
            try #require(made.status == 0, "\(made.output)")
            let before = try await place.settled { _ in true }
            let caller = try place.start("run", fixture, "--", "sh", "-c", "echo begun; sleep 1000")
            #expect(try await caller.says("begun"))
            let pruned = try await place.run("template", "prune", "--all")
            #expect(pruned.status == 0 && templates(in: place).count == 1, "it is in use: \(pruned.output)")
            caller.signal(SIGKILL)
            _ = await caller.end()
            #expect(try await eventually { place.emulators(of: "tiny").isEmpty })
            try await place.expectNothing(beyond: before)
            let next = try await place.run("run", fixture, "--", "true")
            #expect(next.status == 0, "\(next.output)")
        }
    }

    @Test("a memory file that was cut off is noticed, said, and made anew")
    func damaged() async throws {
        try await Place("fork").using { place in
            let fixture = try fixture(in: place)
            try #require(try await place.run("template", "build", fixture).status == 0)
            let name = try #require(templates(in: place).first)
            truncate("\(place.directories.templates)/\(name)/memory", 4096)
            let listed = try await place.run("template", "list")
            #expect(listed.output.contains("damaged"), "\(listed.output)")
            let next = try await place.run("run", fixture, "--", "true")
            #expect(next.status == 0, "\(next.output)")
            #expect(next.output.contains("has 4096 bytes"), "\(next.output)")
            #expect(templates(in: place) == [name])
        }
    }

    @Test("two who want a template at once make it once")
    func once() async throws {
        try await Place("fork").using { place in
            let fixture = try fixture(in: place)
            let callers = try (0..<2).map { _ in try place.start("run", fixture, "--", "true") }
            var outputs: [String] = []
            for caller in callers {
                #expect(await caller.end() == 0, "\(caller.output)")
                outputs.append(caller.output)
            }
            #expect(templates(in: place).count == 1)
            #expect(outputs.filter { $0.contains("once, for all its forks") }.count == 1, "\(outputs)")
        }
    }

    @Test("where a template's memory has no room, that is said, and nothing is left", .requires(.root, .mounts))
    func full() async throws {
        try await Place("fork").using { place in
            let fixture = try fixture(in: place)
            let memory = place.scratch("memory")
            mkdir(memory, 0o700)
            let script = """
                mount -t tmpfs -o mode=700,size=64m none '\(memory)' || exit 77
                MAYFLY_TEMPLATE_MEMORY='\(memory)' '\(place.program)' run '\(fixture)' -- true
                status=$?
                find '\(memory)' -type f | grep . && exit 78
                exit $status
                """
            let caller = try Caller(["unshare", "--mount", "--", "sh", "-c", script], environment: place.environment)
            #expect(await caller.end() == 125, "\(caller.output)")
            #expect(caller.output.contains("MiB free") && caller.output.contains("MAYFLY_TEMPLATE_MEMORY"))
            #expect(templates(in: place) == [])
        }
    }
}
