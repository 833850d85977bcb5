import Host
import MayflyTestSupport
import Offload
import Testing

/// `mayfly boot --coverage` and `--kcov`. No kernel with gcov is at hand: a directory of the guest stands in for its debugfs.
@Suite(.requires(.tinyGuest), .timeLimit(.minutes(30))) struct CoverageMachineTests {
    private let scratch = Scratch("coverage-boots")

    private func boot(_ words: [String], _ script: String) async throws -> MayflyCommand.Outcome {
        try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot", "--kernel", "host", "--quiet", "--coverage", scratch("out")] + words
                    + ["--", "sh", "-c", script], limit: .seconds(600))
        }
    }

    @Test(
        "the tree of a stand-in for gcov comes out with its counts and its links as they are, whatever the command says"
    )
    func tree() async throws {
        let run = try await boot(
            ["-o", "json"],
            """
            set -e
            mkdir -p /stand-in/gcov/build/linux/kernel '/stand-in/gcov/build/linux/a b'
            printf 'counts\\000of fork' > /stand-in/gcov/build/linux/kernel/fork.gcda
            echo more > '/stand-in/gcov/build/linux/a b/c.gcda'
            echo 0 > /stand-in/gcov/reset
            ln -s /build/linux/kernel/fork.gcno /stand-in/gcov/build/linux/kernel/fork.gcno
            mount --bind /stand-in /sys/kernel/debug
            exit 5
            """)
        #expect(run.status == 5, "\(run.output)\(run.error)")
        #expect(run.error.contains("the coverage of 2 files is in \(scratch("out"))"), "\(run.error)")
        #expect(run.output.contains("\"files\" : 2"), "\(run.output)")
        let place = "out/build/linux/"
        #expect(try FileSystem.read(scratch(place + "kernel/fork.gcda")) == Array("counts\0of fork".utf8))
        #expect(scratch.text(place + "a b/c.gcda") == "more\n")
        #expect(FileSystem.linkTarget(scratch(place + "kernel/fork.gcno")) == "/build/linux/kernel/fork.gcno")
        #expect(!FileSystem.exists(scratch("out/reset")))
    }

    @Test("a kernel without says which option it lacks, and that is our failure when nothing else failed")
    func absence() async throws {
        let run = try await boot([], "true")
        #expect(run.status == 125, "\(run.error)")
        #expect(run.error.contains("there is no coverage: the kernel ") && run.error.contains("CONFIG_GCOV_KERNEL"))
        #expect(!FileSystem.exists(scratch("out")))
    }

    @Test("a kernel without kcov runs the command all the same, and says which option it lacks")
    func noKcov() async throws {
        let run = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot", "--kernel", "host", "--quiet", "--kcov", scratch("out"), "--", "echo", "it ran"],
                limit: .seconds(600))
        }
        #expect(run.status == 125 && run.output == "it ran\n", "\(run.error)")
        #expect(run.error.contains("is not known: ") && run.error.contains("has no kcov: "), "\(run.error)")
        #expect(run.error.contains("does not set CONFIG_KCOV. Build it with"), "\(run.error)")
        #expect(!FileSystem.exists(scratch("out")))
    }
}
