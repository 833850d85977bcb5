import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

@Suite struct ChildTests {
    private let scratch = Scratch("child")

    private func shell(
        _ script: String, enough: (@Sendable (String) -> Bool)? = nil
    ) async throws -> Child.Result {
        try await Child.run("/bin/sh", ["-c", script], limit: .seconds(60), enough: enough)
    }

    /// A script whose time is up as soon as it has said a line.
    private func limited(_ script: String) async throws -> Child.Result {
        let (clock, said) = (ManualClock(), Latch<Void>())
        let run = Task {
            try await Child.run("/bin/sh", ["-c", script], limit: .seconds(1), clock: clock) { output in
                if output.hasSuffix("\n") { said.open() }
                return false
            }
        }
        try await said.wait()
        await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        return try await run.value
    }

    @Test func `what a child has used is told with its end, its memory in bytes`() async throws {
        let request = SpawnRequest("/bin/sh", ["-c", "dd if=/dev/zero of=/dev/null bs=48M count=1"])
        let (end, usage) = try await Tethered.start(request).finished()
        #expect(end == .exited(0))
        #expect(usage.peakMemory >= 48 << 20)
        #expect(usage.user + usage.system > .zero)
    }

    @Test func `a child has the environment that it is given and no other`() async throws {
        let result = try await Child.run("/usr/bin/env", [], environment: ["A": "b c"], limit: .seconds(60))
        #expect(result.output == "A=b c\n")
    }

    @Test("output of both streams comes with the status")
    func output() async throws {
        let result = try await shell("echo out; echo err >&2; exit 7")
        #expect(result.output == "out\nerr\n")
        #expect(result.end == .exited(7))
    }

    @Test("a child has what it inherits from 3 on, and no more")
    func inherited() async throws {
        let files = try ["one", "two"].map { name in
            Descriptor(owning: open(try scratch.write(name, name + "\n"), O_RDONLY | O_CLOEXEC))
        }
        // In another order than their numbers: one stands where the other goes.
        let low = try #require(files.min { $0.raw < $1.raw })
        let high = try #require(files.max { $0.raw < $1.raw })
        for order in [[low, high], [high, low]] {
            for file in files { lseek(file.raw, 0, SEEK_SET) }
            let result = try await Child.run(
                "/bin/sh",
                ["-c", "cat <&3; cat <&4; for n in 5 6 7 8 9; do test -e /dev/fd/$n && echo $n; done; true"],
                inheriting: order, limit: .seconds(60))
            #expect(result.output == (order[0].raw == files[0].raw ? "one\ntwo\n" : "two\none\n"))
        }
        await #expect(throws: HostError.self) {
            try await Child.run("/bin/true", [], inheriting: files + files + files, limit: .seconds(60))
        }
    }

    @Test("a signal's end is told apart")
    func signaled() async throws {
        #expect(try await shell("kill -TERM $$").end == .signaled(SIGTERM))
    }

    @Test("a child that takes too long is ended, and what it said is kept")
    func limit() async throws {
        let result = try await limited("echo begun; exec sleep 600")
        #expect(result.end == .stopped)
        #expect(result.output == "begun\n")
    }

    @Test("a child is ended when it has said enough")
    func enough() async throws {
        let result = try await shell("echo proof; sleep 600") { $0.contains("proof") }
        #expect(result.end == .stopped)
        #expect(result.output.contains("proof"))
    }

    @Test("a grandchild that holds the output is not waited for longer than the limit")
    func grandchild() async throws {
        let result = try await limited("sleep 600 & echo \"pid $!\"")
        #expect(result.output.hasPrefix("pid "))
        let pid = try #require(Int32(result.output.filter(\.isNumber)))
        // It may not be `sleep` yet, but the shell that is about to become it.
        let grandchild = try #require(
            ProcessHandle(pid: pid) { $0.contains { $0.contains("600") } }, "it was waited for")
        await grandchild.kill()
    }

    @Test("cancelling ends the child")
    func cancellation() async throws {
        let file = scratch("pid")
        let task = Task { try await shell("echo $$ > \(file); sleep 600") }
        #expect(try await eventually { scratch.text("pid")?.hasSuffix("\n") ?? false })
        let pid = try #require(Int32((scratch.text("pid") ?? "").filter(\.isNumber)))
        task.cancel()
        #expect(try await task.value.end == .stopped)
        #expect(ProcessHandle(pid: pid) { _ in true } == nil)
    }

    /// Those that are left of the session of the shell whose number is in the file `leader`.
    private func left() throws -> [ProcessHandle] {
        let leader = try #require(Int32((scratch.text("leader") ?? "").filter(\.isNumber)))
        return ProcessTable.processes(ofSession: leader).filter(\.isAlive)
    }

    @Test("with grace all that a child has started is asked to end, and has ended when it is over")
    func grace() async throws {
        let task = Task {
            try await Child.run(
                "/bin/sh",
                [
                    "-c",
                    """
                    echo $$ > \(scratch("leader"))
                    sh -c 'trap "echo asked > \(scratch("asked")); exit" TERM; echo > \(scratch("up")); sleep 600 & wait' &
                    wait
                    """,
                ], limit: .seconds(600), grace: .seconds(300))
        }
        #expect(try await eventually { scratch.text("up") != nil })
        #expect(try left().count >= 2)
        task.cancel()
        #expect(try await task.value.end == .stopped)
        #expect(scratch.text("asked") == "asked\n")
        #expect(try left().isEmpty)
    }

    @Test("what does not end when it is asked to is killed when the grace is over, the child's own children, too")
    func noGrace() async throws {
        let clock = ManualClock()
        let task = Task {
            try await Child.run(
                "/bin/sh", ["-c", "trap '' TERM; echo $$ > \(scratch("leader")); sleep 600 & sleep 600 & wait"],
                limit: .seconds(3600), grace: .seconds(10), clock: clock)
        }
        #expect(try await eventually { scratch.text("leader")?.hasSuffix("\n") ?? false })
        #expect(try await eventually { try left().count == 3 })
        task.cancel()
        // Its limit, and the grace.
        await clock.waitForSleepers(2)
        #expect(try left().count == 3)
        clock.advance(by: .seconds(10))
        #expect(try await task.value.end == .stopped)
        #expect(try left().isEmpty)
    }

    @Test("of a flood the end is kept")
    func flood() async throws {
        let result = try await shell("head -c 5000000 /dev/zero | tr '\\0' x; echo the end")
        #expect(result.output.hasSuffix("the end\n"))
        #expect(result.output.utf8.count <= 1 << 20)
    }

    @Test("a program that is not there is an error that names it")
    func missing() async throws {
        let error = await #expect(throws: HostError.self) {
            try await Child.run("/no/such/program", [], limit: .seconds(5))
        }
        #expect(error?.code == .spawn)
        #expect(error?.description.contains("/no/such/program") == true)
    }

    @Test("it has our environment, no other descriptor, no blocked or ignored signal")
    func surroundings() async throws {
        let open = open(scratch("open"), O_RDWR | O_CREAT, 0o600)  // without O_CLOEXEC
        defer { close(open) }
        let result = try await shell("ls /proc/self/fd | tr '\\n' ' '; grep -E 'SigBlk|SigIgn' /proc/self/status")
        let signals = result.output.split(separator: "\n").suffix(2).map { UInt64($0.suffix(16), radix: 16) }
        // 3 is the directory that ls reads.
        #expect(result.output.hasPrefix("0 1 2 3 "), "\(result.output)")
        // The C library has two signals of its own, 32 and 33.
        #expect(signals.allSatisfy { $0.map { $0 & ~0x1_8000_0000 } == 0 }, "\(result.output)")
    }

    @Test("it has a session of its own: a terminal's Ctrl-C is not for it")
    func session() async throws {
        let result = try await shell(
            "read -r pid name state parent group session rest < /proc/$$/stat; echo $pid $group $session")
        #expect(Set(result.output.split { $0.isWhitespace }).count == 1, "\(result.output)")
    }

    @Test("a child ends with its parent, however that dies")
    func endsWithParent() async throws {
        let parent = try OtherProcess("child", "/bin/sh", "-c", "echo \"pid $$\"; exec sleep 600")
        #expect(try await parent.says("\n"))
        let pid = try #require(Int32(parent.output.filter(\.isNumber)))
        let child = try #require(ProcessHandle(pid: pid) { _ in true })
        await parent.kill()
        #expect(try await eventually { !child.isAlive })
    }
}
