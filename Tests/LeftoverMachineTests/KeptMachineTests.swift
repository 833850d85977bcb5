import Glibc
import Host
import LibvirtDaemon
import MayflyTestSupport
import Testing

/// Machines that outlive their callers, the daemon, or both, for as long as they were given.
@Suite(.serialized, .requires(.tinyGuest))
struct KeptMachineTests {
    @Test("a kept machine goes on without its daemon, is listed, adopted and ended")
    func daemonKilled() async throws {
        try await Place("kept").using { place in
            let before = try await place.undisturbed()
            let made = try await place.run(
                "run", place.tiny, "--name", "k", "--keep", "--", "sh", "-c", "echo here > /tmp/mark")
            try #require(made.status == 0, "\(made.output)")
            let machine = place.emulators(of: "k")
            #expect(machine.count == 1)

            let daemon = try #require(place.daemon.pid)
            kill(daemon, SIGKILL)
            let listed = try await place.run("ls", "--names")
            #expect(listed.output.split(separator: "\n").first == "k")
            let first = try await place.run("exec", "k", "--", "cat", "/tmp/mark")
            #expect(first.output == "here\n" && first.status == 0)

            // Whatever needs the daemon replaces it, and it takes the machine up again.
            let other = try await place.run("run", place.tiny, "--name", "other", "--", "true")
            #expect(other.status == 0, "\(other.output)")
            #expect(place.daemon.pid != daemon && place.daemon.pid != nil)
            #expect(place.emulators(of: "k") == machine, "the replaced daemon ended it")
            let second = try await place.run("exec", "k", "--", "cat", "/tmp/mark")
            #expect(second.output == "here\n" && second.status == 0)

            let swept = try await place.run("gc")
            #expect(swept.status == 0 && place.emulators(of: "k") == machine, "gc must leave it: \(swept.output)")
            let stopped = try await place.run("stop", "k")
            #expect(stopped.status == 0, "\(stopped.output)")
            #expect(place.emulators(of: "k") == [])
            #expect(try await place.run("ls", "--names").output == "")
            try await place.expectNothing(beyond: before)
        }
    }

    @Test("a kept machine goes when its time is up")
    func expiry() async throws {
        try await Place("kept").using { place in
            let before = try await place.undisturbed()
            let made = try await place.run("run", place.tiny, "--name", "k", "--keep", "--expiry", "2s", "--", "true")
            try #require(made.status == 0, "\(made.output)")
            #expect(place.emulators(of: "k").count == 1)
            let gone = try await eventually {
                try await place.run("gc")
                return place.emulators(of: "k").isEmpty
            }
            #expect(gone)
            try await place.expectNothing(beyond: before)
        }
    }

    @Test("a caller that is killed before it could keep its machine leaves nothing after the next start")
    func killedBeforeKeeping() async throws {
        try await Place("kept").using { place in
            let before = try await place.undisturbed()
            let caller = try place.start(
                "run", place.tiny, "--name", "k", "--keep", "--", "sh", "-c", "echo begun; sleep 1000")
            #expect(try await caller.says("begun"))
            caller.signal(SIGKILL)
            _ = await caller.end()
            let listed = try await place.run("ls")
            #expect(listed.output.contains("nobody"), "what runs is listed until it is swept: \(listed.output)")
            try await place.run("gc")
            #expect(place.emulators(of: "k") == [])
            try await place.expectNothing(beyond: before)
        }
    }

    @Test("gc and other starts leave the machine of a living owner alone")
    func livingOwner() async throws {
        try await Place("kept").using { place in
            let before = try await place.undisturbed()
            let caller = try place.start(
                "run", place.tiny, "--name", "k", "--", "sh", "-c",
                "echo begun; until [ -e /tmp/go ]; do sleep 0.1; done; echo done")
            #expect(try await caller.says("begun"))
            for _ in 0..<3 {
                let swept = try await place.run("gc", "--output", "json")
                #expect(swept.status == 0 && swept.output.contains("\"machines\" : [\n\n  ]"), "\(swept.output)")
            }
            let seen = try await place.run("exec", "k", "--", "sh", "-c", "touch /tmp/came; echo here")
            #expect(seen.status == 0 && seen.output.contains("here"), "\(seen.output)")
            // Its caller ends the machine for this one, perhaps before it can say that it has ended.
            _ = try await place.run("exec", "k", "--", "mv", "/tmp/came", "/tmp/go")
            #expect(await caller.end() == 0)
            #expect(caller.output.contains("done"))
            try await place.expectNothing(beyond: before)
        }
    }

    @Test("a pipeline ends with its command although the daemon that it started lives on")
    func pipeline() async throws {
        try await Place("pipe").using { place in
            let script = "'\(place.program)' run '\(place.tiny)' -- echo through 2>&1 | cat; echo after"
            let caller = try Caller(["sh", "-c", script], environment: place.environment)
            // This returns when every process has closed the pipe, not before.
            #expect(await caller.end() == 0)
            #expect(caller.output.hasSuffix("through\nafter\n"))
            #expect(place.daemon.pid != nil, "the daemon must have been started by the pipeline and live on")
        }
    }
}
