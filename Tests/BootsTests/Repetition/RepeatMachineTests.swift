import Glibc
import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

/// `mayfly boot --repeat exact` on this host's kernel.
@Suite(.requires(.tinyGuest), .serialized, .timeLimit(.minutes(30))) struct RepeatMachineTests {
    private let scratch = Scratch("repeat")

    private func boot(_ words: [String]) async throws -> MayflyCommand.Outcome {
        try await TestHost.slots.withPermit {
            try await MayflyCommand.run(["boot", "--kernel", "host"] + words, limit: .seconds(900))
        }
    }

    @Test("runs leave the same console, with chance and time in it; an outside comparison agrees")
    func same() async throws {
        let run = try await boot([
            "--repeat", "exact", "--runs", "3", "--jobs", "2", "--artifacts", scratch("out"), "-o", "json", "--",
            "sh", "-c", "head -c 16 /dev/urandom | od -x; cat /proc/uptime /proc/interrupts; date; exit 0",
        ])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("3 consoles of ") && run.error.contains("the same to the byte"), "\(run.error)")
        #expect(run.output.contains("\"reference\" : ") && !run.output.contains("\"differing\""), "\(run.output)")
        let consoles = try (1...3).map { try FileSystem.read(scratch("out/\($0)/console.raw")) }
        #expect(consoles[0] == consoles[1] && consoles[1] == consoles[2])
        let text = String(decoding: consoles[0], as: UTF8.self)
        #expect(
            text.contains("Linux version ") && text.hasSuffix("mayfly: the command ended with 0\r\n"),
            "\(text.suffix(300))")
    }

    @Test("so do runs that read all of a root, which no disk could be")
    func root() async throws {
        let root = scratch("root")
        for directory in ["bin", "etc", "data"] { try FileSystem.makeDirectory("\(root)/\(directory)") }
        let busybox = try FileSystem.read(try #require(FileSystem.program("busybox")))
        try scratch.write("root/bin/busybox", busybox, mode: 0o755)
        for name in ["sh", "cat", "md5sum", "sync", "test"] { symlink("busybox", "\(root)/bin/\(name)") }
        try scratch.write("root/data/large", (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) })
        let sum = try await Child.run("/usr/bin/env", ["md5sum", "\(root)/data/large"], limit: .seconds(60)).output
        let run = try await boot([
            "--root", root, "--repeat", "exact", "--runs", "2", "--jobs", "2", "--artifacts", scratch("out"), "--",
            "sh",
            "-c",
            "echo new > /data/large.new && sync; md5sum /data/large; cat /dev/pmem0 | md5sum; cat /proc/uptime /proc/interrupts",
        ])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("the same to the byte"), "\(run.error)")
        let consoles = try (1...2).map { try FileSystem.read(scratch("out/\($0)/console.raw")) }
        #expect(consoles[0] == consoles[1])
        let text = String(decoding: consoles[0], as: UTF8.self)
        #expect(text.contains("\(sum.prefix(32))  /data/large"), "\(text.suffix(2000))")
        #expect(!FileSystem.exists("\(root)/data/large.new"))
    }

    @Test("a boot that is judged by its console ends with the same byte each time")
    func expected() async throws {
        let run = try await boot([
            "--repeat", "exact", "--runs", "2", "--artifacts", scratch("out"), "--expect", "Run /init as",
        ])
        #expect(run.status == 0, "\(run.error)")
        let consoles = try (1...2).map { try FileSystem.read(scratch("out/\($0)/console.raw")) }
        #expect(consoles[0] == consoles[1])
        #expect(String(decoding: consoles[0], as: UTF8.self).hasSuffix("Run /init as"))
    }

    @Test("what cannot be the same is refused before anything starts")
    func refused() async throws {
        for (words, part) in [
            (["--cpus", "2", "--", "true"], "--cpus"), (["--matrix", "cpus=1,2", "--", "true"], "--matrix"),
            (["--shell-on-failure", "--", "true"], "--shell-on-failure"),
            (["--root", scratch.path, "--root-by", "image", "--", "true"], "--root-by image"),
            (["--root", "host", "--", "true"], "this host's own"),
        ] {
            let run = try await boot(["--repeat", "exact"] + words)
            #expect(run.status == 125 && run.error.contains(part), "\(run.error)")
        }
    }
}
