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

    /// The lines of a file of the kernel that a tracefile has.
    private func lines(of file: String, in trace: String) -> Set<Int> {
        guard let begin = trace.firstRange(of: "\nSF:\(tree)/\(file)\n") else { return [] }
        let rest = trace[begin.upperBound...].split(separator: "\n").prefix { $0 != "end_of_record" }
        return Set(rest.compactMap { $0.hasPrefix("DA:") ? Int($0.dropFirst(3).prefix { $0 != "," }) : nil })
    }

    /// Those of a function's body, up to the brace that ends it.
    private func body(of function: String, in file: String) throws -> ClosedRange<Int> {
        let source = try #require(FileSystem.text("\(tree)/\(file)"))
        let text = source.split(separator: "\n", omittingEmptySubsequences: false)
        let begin = try #require(text.firstIndex { $0.contains(" \(function)(") })
        let end = try #require(text[begin...].firstIndex { $0 == "}" })
        return begin + 1...end + 1
    }

    @Test("kcov tells the lines that a command, its children and their threads touched, and no others")
    func kcov() async throws {
        // A thread of a child reads a file.
        let source = try scratch.write(
            "threads.c",
            """
            #include <fcntl.h>
            #include <pthread.h>
            #include <unistd.h>
            static void *thread(void *path)
            {
                char byte;
                int fd = open(path, O_RDONLY);
                return read(fd, &byte, 1) == 1 ? path : 0;
            }
            int main(void)
            {
                pthread_t first;
                void *result = 0;
                if (pthread_create(&first, 0, thread, "/proc/uptime") != 0 || pthread_join(first, &result) != 0) return 1;
                return result == 0 || write(1, "thread\\n", 7) != 7;
            }
            """)
        _ = try await run("gcc", ["-static", "-pthread", "-O1", "-o", scratch("threads"), source])
        let script = "cat /proc/version; /tmp/threads & wait $! && kill -USR1 $$"
        let boot = try await TestHost.slots.withPermit {
            try await mayfly([
                "boot", "--kernel", tree, "--cpus", "2", "--kcov", scratch("test.info"), "-o", "json", "--copy-in",
                scratch("threads") + ":/tmp/threads", "--", "sh", "-c", script,
            ])
        }
        #expect(boot.status == 128 + SIGUSR1, "\(boot.error)")
        #expect(boot.output.contains("\"form\" : \"lines\""), "\(boot.output)")
        #expect(boot.output.contains("\"tasks\" : 4") && boot.output.contains("\"uncovered\" : 0"), "\(boot.output)")
        #expect(boot.error.contains("test.info is an lcov tracefile"), "\(boot.error)")
        let trace = try #require(scratch.text("test.info"))
        for (function, file) in [
            ("version_proc_show", "fs/proc/version.c"), ("uptime_proc_show", "fs/proc/uptime.c"),
            ("do_exit", "kernel/exit.c"),
        ] {
            let found = lines(of: file, in: trace)
            #expect(try !found.intersection(body(of: function, in: file)).isEmpty, "\(file): \(found)")
        }
        #expect(lines(of: "fs/proc/cmdline.c", in: trace).isEmpty && lines(of: "fs/proc/loadavg.c", in: trace).isEmpty)
    }

    @Test("without symbols kcov's addresses are those of vmlinux, wherever chance has put the kernel")
    func addresses() async throws {
        try FileSystem.write(FileSystem.read("\(tree)/arch/x86/boot/bzImage"), to: scratch("bzImage"))
        let boot = try await TestHost.slots.withPermit {
            try await mayfly([
                "boot", "--kernel", scratch("bzImage"), "--kcov", scratch("addresses"), "--", "sh", "-c",
                "grep ' _text$' /proc/kallsyms; exec nothing-of-this-name",
            ])
        }
        #expect(boot.status == 127, "\(boot.error)")
        #expect(boot.error.contains("one a line, for want of the kernel's symbols"), "\(boot.error)")
        let found = Set(try #require(scratch.text("addresses")).split(separator: "\n").map { String($0) })
        // Chance moves it, to where it was linked in one of some 490 boots.
        #expect(boot.output.contains(" T _text"), "\(boot.output)")
        // `kallsyms` was read, so somewhere in its function something was touched.
        let table = try await run("nm", ["-S", "\(tree)/vmlinux"]).split(separator: "\n")
        let line = try #require(table.first { $0.hasSuffix(" s_show") }).split(separator: " ")
        let begin = try #require(UInt64(line[0], radix: 16)), size = try #require(UInt64(line[1], radix: 16))
        let inside = (begin..<begin + size).filter { found.contains("0x" + String($0, radix: 16)) }
        #expect(!inside.isEmpty, "none of \(found.count) addresses is in s_show")
    }

    @Test("crash reads the dump of its panic", .requires(.program("crash")), arguments: ["elf", "kdump"])
    func crash(format: String) async throws {
        let dump = scratch("memory.\(format)")
        let boot = try await TestHost.slots.withPermit {
            try await mayfly([
                "boot", "--kernel", tree, "--dump", dump, "--dump-format", format, "--", "sh", "-c",
                "sleep 1000 & until grep -q sleep /proc/$!/comm; do :; done; echo c > /proc/sysrq-trigger",
            ])
        }
        #expect(boot.status == 122 && boot.error.contains("the guest's memory is in "), "\(boot.error)")
        // `ps` of crash before 8.0.4 reads too little of a `struct pid` that ends in an array without a length.
        let list = "list task_struct.tasks -s task_struct.comm -h init_task"
        let words = try scratch.write("commands", "bt\nps\n\(list)\nlog\nquit\n")
        let output = try await run(
            "sh", ["-c", #"exec crash -s -i "$0" "$1" "$2" < /dev/null 2>&1"#, words, "\(tree)/vmlinux", dump])
        // Where it was, who it was, and what it said.
        #expect(
            output.contains(" panic at ") && output.contains(" write_sysrq_trigger at ")
                && output.contains("COMMAND: \"sh\""), "\(output)")
        #expect(output.contains("swapper/0") && output.contains("Kernel panic - not syncing: sysrq triggered crash"))
        for name in ["swapper/0", "kthreadd", "sleep", "sh"] {
            #expect(output.contains("comm = \"\(name)\\000"), "\(output)")
        }
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
