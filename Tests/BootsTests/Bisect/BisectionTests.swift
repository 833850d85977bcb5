import Glibc
import Host
import Machines
import MayflyTestSupport
import Synchronization
import Terminal
import Testing

@testable import mayfly

/// Bisections of a repository with ten commits; what is tried is a file. Nothing is booted.
@Suite(.requires(.program("git")), .timeLimit(.minutes(10))) struct BisectionTests {
    private let scratch = Scratch("bisect")

    @discardableResult
    private func git(_ words: String...) async throws -> String {
        let result = try await Child.run(
            try #require(FileSystem.program("git")),
            ["-C", scratch("tree"), "-c", "user.name=n", "-c", "user.email=e@example.com"] + words,
            limit: .seconds(300))
        try #require(result.end == .exited(0), "\(words): \(result.output)")
        return result.output.filter { !$0.isNewline }
    }

    private func makeCommits() async throws {
        try scratch.write("tree/state", "0")
        try await git("init", "-q", "-b", "main")
        for number in 1...10 {
            try scratch.write("tree/state", "\(number)")
            try await git("add", "state")
            try await git("commit", "-q", "-m", "number \(number)")
        }
    }

    private func bisect(_ verdict: @escaping @Sendable (Int) -> BisectVerdict) async throws -> Bisection.Report {
        let file = scratch("tree/state")
        let bisection = Bisection(tree: try GitTree(scratch("tree"))) {
            let number = FileSystem.text(file).flatMap { Int($0) } ?? 0
            return BisectTrial.Result(verdict: verdict(number), reason: "number \(number)")
        }
        return try await bisection.run(good: ["main~9"], bad: "main")
    }

    @Test("the first bad commit is found, and what was checked out is checked out again")
    func found() async throws {
        try await makeCommits()
        let report = try await bisect { $0 >= 7 ? .bad : .good }
        #expect(report.firstBad?.subject == "number 7")
        #expect(report.firstBad?.commit == (try await git("rev-parse", "main~3")))
        #expect(report.steps.count <= 4 && report.text.contains("is the first bad commit"))
        #expect(try await git("symbolic-ref", "--short", "HEAD") == "main")
    }

    @Test("commits that cannot be tested are passed over, and decide nothing")
    func skipped() async throws {
        try await makeCommits()
        let report = try await bisect { $0 == 5 || $0 == 6 ? .skip : $0 >= 7 ? .bad : .good }
        #expect(report.firstBad == nil || report.firstBad?.subject == "number 7")
        let undecided = try await bisect { _ in .skip }
        #expect(undecided.firstBad == nil && undecided.text.contains("undecided"))
        #expect(try await git("symbolic-ref", "--short", "HEAD") == "main")
    }

    @Test("an error ends it and leaves no bisection behind, and one of another's is not touched")
    func errors() async throws {
        try await makeCommits()
        await #expect(throws: CancellationError.self) {
            try await Bisection(tree: try GitTree(scratch("tree"))) { throw CancellationError() }
                .run(good: ["main~9"], bad: "main")
        }
        #expect(try await git("symbolic-ref", "--short", "HEAD") == "main")
        let unknown = await #expect(throws: MachineError.self) {
            try await Bisection(tree: try GitTree(scratch("tree"))) { throw CancellationError() }
                .run(good: ["no-such"], bad: "main")
        }
        #expect(unknown?.message.contains("no commit ‘no-such’") == true)
        try await git("bisect", "start", "main", "main~9")
        let other = await #expect(throws: MachineError.self) { try await bisect { _ in .good } }
        #expect(other?.message.contains("under way") == true)
        #expect(try await GitTree(scratch("tree")).isBisecting())
    }

    @Test("^C ends the build with all that it has started, and what was checked out is checked out again")
    func interrupted() async throws {
        try await makeCommits()
        let build = "sh -c 'echo $$ > \(scratch("pid")); exec sleep 100000' & wait"
        let caller = try Caller(
            [
                MayflyCommand.program, "bisect", "--tree", scratch("tree"), "--good", "main~9", "--bad", "main",
                "--build", build, "--", "boot", "-k", "host",
            ], environment: ProcessEnvironment.current)
        #expect(try await eventually { scratch.text("pid")?.hasSuffix("\n") ?? false })
        let pid = try #require(Int32((scratch.text("pid") ?? "").filter(\.isNumber)))
        let process = try #require(ProcessHandle(pid: pid) { $0.contains { $0.contains("100000") } })
        caller.signal(SIGINT)
        #expect(await caller.end() == 130, "\(caller.output)")
        #expect(!process.isAlive)
        #expect(try await git("symbolic-ref", "--short", "HEAD") == "main")
        #expect(try await !GitTree(scratch("tree")).isBisecting())
    }

    @Test("a checkout is never broken off in its middle")
    func checkout() async throws {
        try await makeCommits()
        // Git hands it each file that it checks out.
        let filter = "echo > \(scratch("begun")); while ! test -e \(scratch("go")); do sleep 0.1; done; cat"
        try await git("config", "filter.slow.smudge", filter)
        try scratch.write("tree/.git/info/attributes", "state filter=slow\n")
        let tree = try GitTree(scratch("tree"))
        let (good, bad) = (try await tree.commit("main~9"), try await tree.commit("main"))
        let task = Task { try await tree.start(good: [good], bad: bad) }
        #expect(try await eventually { scratch.text("begun") != nil })
        task.cancel()
        try scratch.write("go", "")
        #expect(try await task.value == .next)
        try await tree.reset()
        #expect(try await git("symbolic-ref", "--short", "HEAD") == "main")
    }

    @Test("of one commit the exit code says whether it is good, bad, or cannot be tested")
    func one() async throws {
        try scratch.write("tree/state", "0")
        let run = try await MayflyCommand.run(
            ["bisect", "--tree", scratch("tree"), "--build", "echo broken; exit 1", "--", "boot", "-k", "host"])
        #expect(
            run.status == 125 && run.error.contains("broken") && run.error.contains("does not build"), "\(run.error)")
        // The build makes what is booted, in each commit anew.
        for (build, part) in [
            ("exit 1", "does not build"),
            ("mkdir tree.d", "is no kernel"),
            ("echo 'modules: 3' > tree.d", "nothing can be booted: the recipe of the initramfs cannot be read"),
        ] {
            let made = try await MayflyCommand.run([
                "bisect", "--tree", scratch("tree"), "--build", build, "--", "boot", "-k", scratch("tree/state"),
                "--initramfs", scratch("tree/tree.d"),
            ])
            #expect(made.status == 125 && made.error.contains(part), "\(build): \(made.error)")
            try FileSystem.remove(scratch("tree/tree.d"))
        }
        for (words, part) in [
            (["--", "boot", "-k", "host", "--initramfs", scratch("no")], "cannot be read"),
            (["--", "run", "tiny"], "'boot' and its words"),
            (["--good", "a", "--", "boot", "-k", "host"], "name both"),
            (["--", "boot", "-k", "host", "--junit", "x"], "--junit"),
            (["--", "boot", "-k", "host", "--gdb"], "--gdb"),
        ] {
            let refused = try await MayflyCommand.run(["bisect"] + words)
            #expect(refused.status == 125 && refused.error.contains(part), "\(words): \(refused.error)")
        }
    }
}
