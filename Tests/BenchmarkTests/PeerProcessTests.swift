import Glibc
import Host
import Testing

@testable import mayfly_bench

struct PeerProcessTests {
    private func inDirectory(_ body: (String) async throws -> Void) async throws {
        let path = "/tmp/mayfly-bench-test-" + Lease.makeRun()
        try FileSystem.makeDirectory(path)
        defer { try? FileSystem.remove(path) }
        try await body(path)
    }

    @Test func `what a program writes comes in lines, and its exit status too`() async throws {
        let launch = PeerLaunch("sh", ["-c", "echo one; echo two >&2; exit 3"])
        try await PeerProcess.with(launch) { process in
            var lines: [String] = []
            for await line in process.lines { lines.append(line) }
            #expect(lines == ["one", "two"])
            let status = try await process.wait()
            #expect(status == 3)
            #expect(process.output == ["one", "two"])
        }
    }

    @Test func `a program reads what is given, and its errors go to a file`() async throws {
        try await inDirectory { directory in
            try FileSystem.write(Array("in\n".utf8), to: directory + "/input")
            var launch = PeerLaunch("sh", ["-c", "cat; echo bad >&2"])
            launch.input = directory + "/input"
            launch.errors = directory + "/errors"
            try await PeerProcess.with(launch) { process in
                let status = try await process.wait()
                #expect(status == 0)
                var lines: [String] = []
                for await line in process.lines { lines.append(line) }
                #expect(lines == ["in"])
            }
            #expect(FileSystem.text(directory + "/errors") == "bad\n")
        }
    }

    @Test func `all that a program started is ended with it, also what went away from it`() async throws {
        // One below it, one left behind, one in a session of its own; each tells its number.
        let script = """
            sleep 1000 & echo $!
            (sleep 1000 & echo $!)
            setsid sh -c 'echo $$; exec sleep 1000' &
            wait
            """
        let pids = try await PeerProcess.with(PeerLaunch("sh", ["-c", script])) { process in
            var pids: [Int32] = []
            for await line in process.lines {
                pids.append(try #require(Int32(line)))
                if pids.count == 3 { break }
            }
            return pids
        }
        #expect(pids.count == 3)
        // A zombie, which holds nothing, has no command line either.
        for pid in pids { #expect(ProcessTable.commandLine(of: pid) == []) }
    }

    @Test func `the processor time of a child that has ended is counted`() async throws {
        let busy = PeerLaunch(
            "sh", ["-c", "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo done; exec sleep 1000"])
        try await PeerProcess.with(busy) { process in
            for await _ in process.lines { break }
            let sample = process.sample()
            #expect(sample.cpu > 0)
            #expect(sample.wall > 0)
        }
    }

    @Test func `a program that fails is told with its last words`() async throws {
        let error = try await #require(throws: PeerObstacle.self) {
            try await PeerLaunch("sh", ["-c", "echo no such suite; exit 1"]).succeed()
        }
        #expect(error.description.contains("exited with 1"))
        #expect(error.description.contains("no such suite"))
    }

    @Test func `a program that is not there is told`() async throws {
        let error = try await #require(throws: PeerObstacle.self) { try await PeerLaunch("no-such-tool", []).succeed() }
        #expect(error.description.contains("no-such-tool is not installed"))
    }

    @Test func `an image is made once`() async throws {
        try await inDirectory { directory in
            let first = try await PeerImage.prepared("x", in: directory) { place in
                try FileSystem.write(Array("disk".utf8), to: place + "/disk")
            }
            #expect(!first.cost.cached)
            #expect(FileSystem.text(first.path + "/disk") == "disk")
            let second = try await PeerImage.prepared("x", in: directory) { _ in Issue.record("made again") }
            #expect(second.cost.cached && second.cost.seconds == first.cost.seconds)
        }
    }

    @Test func `an image whose making fails leaves nothing, and is made by the next run`() async throws {
        try await inDirectory { directory in
            await #expect(throws: PeerObstacle.self) {
                _ = try await PeerImage.prepared("x", in: directory) { place in
                    try FileSystem.write([], to: place + "/half")
                    throw PeerObstacle("no space")
                }
            }
            #expect(FileSystem.names(in: directory) == ["x.lock"])
            let made = try await PeerImage.prepared("x", in: directory) { _ in }
            #expect(FileSystem.names(in: made.path) == ["seconds"])
        }
    }
}
