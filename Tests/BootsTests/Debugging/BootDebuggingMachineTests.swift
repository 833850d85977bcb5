import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

/// gdb at a machine of `mayfly boot`, and what is kept of one that failed.
@Suite(.requires(.tinyGuest), .requires(.program("gdb")), .timeLimit(.minutes(30))) struct BootDebuggingMachineTests {
    private let scratch = Scratch("debugging")

    private func gdb(_ commands: [String]) async throws -> String {
        let words = ["-q", "-nx", "-batch"] + commands.flatMap { ["-ex", $0] }
        return try await Child.run("/usr/bin/env", ["gdb"] + words, limit: .seconds(300)).output
    }

    @Test("the machine waits for gdb, and leaves a dump that gdb reads and its packets when it has panicked")
    func everything() async throws {
        try await TestHost.slots.withPermit {
            let words = [
                "boot", "--kernel", "host", "--gdb", "--monitor", "--dump", scratch("memory.elf"), "--network",
                "isolated", "--pcap", scratch("packets.pcap"), "--shell-on-failure", "--", "sh", "-c",
                "ip link set eth0 up; udhcpc -n -q -i eth0; echo c > /proc/sysrq-trigger; sleep 100000",
            ]
            let streams =
                "exec \"$@\" > \(scratch("output")) 2> \(scratch("error")) < /dev/null"
            async let boot = Child.run(
                "/bin/sh", ["-c", streams, "sh", MayflyCommand.program] + words, limit: .seconds(900))
            #expect(
                try await eventually(within: .seconds(600)) { scratch.text("error")?.contains("socat -") == true })
            let text = scratch.text("error") ?? ""
            let socket = text.split(separator: "target remote ").last?.prefix { $0 != "'" && $0 != "\n" } ?? ""
            let monitor = text.split(separator: "UNIX-CONNECT:").last?.prefix { $0 != "\n" } ?? ""
            #expect(FileSystem.exists(String(monitor)), "\(text)")
            // Before the first instruction of the firmware, and by gdb's word the machine goes on.
            let said = try await gdb(["target remote \(socket)", "info registers rip cs", "detach"])
            #expect(said.contains("0xfff0") && said.contains("0xf000"), "\(said)")
            let run = try await boot
            let error = scratch.text("error") ?? ""
            #expect(run.end == .exited(122), "\(run.end) \(error)")
            #expect(error.contains("panic: sysrq triggered crash"), "\(error)")
            #expect(error.contains("the machine stands"), "\(error)")
        }
        let dump = try await gdb(["core-file \(scratch("memory.elf"))", "info registers rip", "info threads"])
        #expect(dump.contains("rip            0x"), "\(dump)")
        let packets = try FileSystem.read(scratch("packets.pcap"))
        // A pcap file, in which somebody asked for an address.
        #expect(packets.starts(with: [0xD4, 0xC3, 0xB2, 0xA1]) && packets.count > 300, "\(packets.count) bytes")
    }

    @Test("a boot that failed has a shell at its console, until ^]")
    func shell() async throws {
        try await TestHost.slots.withPermit {
            // What is typed is a pipe's: Enter, a command when the shell is there, and ^] when that has answered.
            let typed = """
                "$@" > \(scratch("output")) 2> \(scratch("error")) < \(scratch("keys")) & boot=$!
                exec 3> \(scratch("keys"))
                wait_for() { until grep -q "$1" "$2"; do kill -0 $boot || exit 99; sleep 0.1; done; }
                wait_for 'Enter gives a shell' \(scratch("error"))
                printf '\\r' >&3
                wait_for 'root@' \(scratch("output"))
                printf 'echo $((6 * 7))answers\\r' >&3
                wait_for 42answers \(scratch("output"))
                printf '\\035' >&3
                wait $boot
                """
            try #require(mkfifo(scratch("keys"), 0o600) == 0)
            let words = ["boot", "-q", "--kernel", "host", "--shell-on-failure", "--", "sh", "-c", "exit 9"]
            let run = try await Child.run(
                "/bin/sh", ["-c", typed, "sh", MayflyCommand.program] + words, limit: .seconds(900))
            #expect(run.end == .exited(9), "\(run.end) \(run.output) \(scratch.text("error") ?? "")")
        }
    }
}
