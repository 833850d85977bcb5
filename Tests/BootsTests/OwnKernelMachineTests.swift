import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

/// A kernel that was built here, out of its tree: what packaged ones are without.
@Suite(.requires(.ownKernel), .requires(.program("gdb")), .timeLimit(.minutes(60))) struct OwnKernelMachineTests {
    private let scratch = Scratch("kernel")
    private let tree = OwnKernel.tree ?? ""

    private func mayfly(_ words: [String]) async throws -> MayflyCommand.Outcome {
        try await MayflyCommand.run(words, limit: .seconds(1200))
    }

    private func run(_ program: String, _ words: [String]) async throws -> String {
        try await Child.run("/usr/bin/env", [program] + words, limit: .seconds(600)).output
    }

    /// A command of ours that stands until somebody comes to its machine by gdb, and what that prints. Ends when the
    /// machine is gone.
    private func debug(_ words: [String], once mark: String, _ commands: [String]) async throws -> String {
        let streams = "exec \"$@\" > \(scratch("output")) 2> \(scratch("error"))"
        async let standing = Child.run(
            "/bin/sh", ["-c", streams, "sh", MayflyCommand.program] + words, limit: .seconds(1200))
        let isStanding = try await eventually(within: .seconds(600)) { scratch.text("error")?.contains(mark) == true }
        try #require(isStanding, "\(scratch.text("error") ?? "")")
        // The very line that is printed for people.
        let line = scratch.text("error")?.split(separator: "\n").first { $0.contains("gdb -q") } ?? ""
        let script = "\(line) -nx -batch " + commands.map { "-ex '\($0)'" }.joined(separator: " ") + " 2>&1"
        let output = try await run("sh", ["-c", script])
        _ = try await standing
        return output
    }

    @Test("KUnit's results are read from its console, and the coverage that they leave is gcov's to read")
    func coverage() async throws {
        let boot = try await TestHost.slots.withPermit {
            try await mayfly(["boot", "--kernel", tree, "--kunit", "--coverage", scratch("cov"), "-o", "json"])
        }
        #expect(boot.status == 0, "\(boot.error)")
        #expect(boot.output.contains("kunit_executor_test") && boot.output.contains("string-stream-test"))
        #expect(boot.error.contains("20 tests, 0 failed") || boot.output.contains("\"kunit_status\""), "\(boot.error)")
        let file = scratch("cov") + tree + "/fs/proc/cmdline.gcda"
        let text = try await run("gcov", ["--no-output", file])
        #expect(text.contains("File 'fs/proc/cmdline.c'\nLines executed:"), "\(text)")
    }

    @Test("its console is quiet about what it has not, and ten runs are the same to the byte")
    func exact() async throws {
        let boot = try await TestHost.slots.withPermit {
            try await mayfly([
                "boot", "--kernel", tree, "--repeat", "exact", "--runs", "10", "--jobs", "2", "--artifacts",
                scratch("out"), "--", "sh", "-c", "cat /proc/uptime /proc/interrupts; head -c 8 /dev/urandom | od -x",
            ])
        }
        #expect(boot.status == 0 && boot.error.contains("the same to the byte"), "\(boot.error)")
        let consoles = try (1...10).map { try FileSystem.read(scratch("out/\($0)/console.raw")) }
        #expect(Set(consoles).count == 1)
        let text = String(decoding: consoles[0], as: UTF8.self)
        #expect(!text.contains("modprobe:") && !text.contains("ip: socket"), "\(text.suffix(500))")
    }

    @Test("the line that is printed attaches gdb with the kernel's symbols and its own scripts")
    func debugger() async throws {
        let output = try await TestHost.slots.withPermit {
            try await debug(
                ["boot", "--kernel", tree, "--gdb", "--", "true"], once: "target remote",
                ["hbreak kernel_init", "continue", "backtrace 1", "lx-version", "detach"])
        }
        #expect(output.contains("kernel_init (unused=") && output.contains("at init/main.c"), "\(output)")
        #expect(output.contains("Linux version 6."), "\(output)")
        #expect(scratch.text("error")?.hasSuffix("mayfly: passed\n") == true, "\(scratch.text("error") ?? "")")
    }

    @Test("a panic is told with its source lines, recorded, and stopped in gdb where it was")
    func recorded() async throws {
        let archive = scratch("panic.recording")
        try await TestHost.slots.withPermit {
            let boot = try await mayfly([
                "boot", "--kernel", tree, "--record", archive, "--", "sh", "-c", "echo c > /proc/sysrq-trigger",
            ])
            #expect(boot.status == 122, "\(boot.error)")
            let output = try await debug(
                ["replay", archive, "--stop-at", "sysrq triggered crash"], once: "stopped at instruction",
                ["backtrace", "kill"])
            #expect(output.contains("panic (fmt=") && output.contains("at kernel/panic.c"), "\(output)")
        }
    }
}
