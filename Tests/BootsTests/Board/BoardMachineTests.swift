import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

/// `mayfly boot --machine` with programs of a few lines. Each is over in a moment.
@Suite(.requires(.machines, .program("qemu-system-arm")), .timeLimit(.minutes(30))) struct BoardMachineTests {
    private let scratch = Scratch("board")

    private func boot(
        _ board: String, _ words: [String] = [], _ write: (inout BoardProgramFile) -> Void
    ) async throws -> MayflyCommand.Outcome {
        var program = BoardProgramFile()
        write(&program)
        let path = scratch("program.elf")
        try FileSystem.write(program.elf, to: path, mode: 0o644, synced: false)
        return try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot", "--machine", board, "--kernel", path] + words, limit: .seconds(600))
        }
    }

    @Test("its serial line and what it says to its host are the console, in their order, and its status is the boot's")
    func status() async throws {
        let run = try await boot("lm3s6965evb", ["--append", "first second", "--junit", scratch("junit.xml")]) {
            for byte in "line\n".utf8 { $0.store(byte, at: 0x4000_C000) }
            $0.say("hosted\n")
            $0.store(UInt8(ascii: "z"), at: 0x4000_C000)
            $0.say("\n")
            $0.sayArguments()
            $0.exit(7)
        }
        #expect(run.status == 7, "\(run.output)\(run.error)")
        #expect(run.output.hasPrefix("line\nhosted\nz\n") && run.output.hasSuffix("first second"), "\(run.output)")
        #expect(run.error.contains("the program exited with 7"), "\(run.error)")
        #expect(scratch.text("junit.xml")?.contains("the program exited with 7") == true)
    }

    @Test("it gets no file of the host, to read or to remove")
    func files() async throws {
        let kept = try scratch.write("kept", "mine\n")
        let run = try await boot("mps2-an385") {
            $0.remove(kept)
            $0.say("still here\n")
            $0.exitWithFile(kept)
        }
        #expect(run.status == 0, "\(run.output)\(run.error)")
        #expect(run.output == "still here\n" && FileSystem.exists(kept))
    }

    @Test("a processor that locks up is the program's fault, one that goes on for ever is a matter of time")
    func failures() async throws {
        let locked = try await boot("microbit") { $0.fault() }
        #expect(locked.status == 122 && locked.error.contains("locked up"), "\(locked.error)")
        let hung = try await boot("microbit", ["--timeout", "1s"]) { $0.hang() }
        #expect(hung.status == 124, "\(hung.error)")
    }

    @Test("a QEMU that somebody else ends is no fault of the program's")
    func ended() async throws {
        var program = BoardProgramFile()
        program.say("here\n")
        program.hang()
        let path = scratch("program.elf")
        try FileSystem.write(program.elf, to: path, mode: 0o644, synced: false)
        try await TestHost.slots.withPermit {
            let words = ["boot", "--machine", "microbit", "--kernel", path]
            let run = try OtherProcess(
                running: ["/bin/sh", "-c", "exec \"$@\" 2>&1", "sh", MayflyCommand.program] + words)
            #expect(
                try await eventually(within: .seconds(300)) { run.output.contains("here") || !run.process.isAlive })
            let machines = ProcessTable.processes { $0.contains(path) && $0[0].contains("qemu-system-arm") }
            #expect(machines.count == 1)
            for machine in machines { machine.signal(SIGTERM) }
            let status = await run.end()
            #expect(status == 125 && run.output.contains("ended from outside"), "\(status): \(run.output)")
        }
    }
}
