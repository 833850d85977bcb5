import Host
import KubeVirt
import MayflyTestSupport
import Offload
import Testing

/// `mayfly boot --repeat exact` on the usual machine of each architecture of which there is a kernel here.
@Suite(.requires(.foreignBoots), .serialized, .timeLimit(.minutes(30))) struct RepeatArchitectureMachineTests {
    @Test(
        "two runs to the first program leave the same console",
        arguments: ForeignBoot.all.filter { $0.kernel != nil && $0.initrd != nil })
    func same(_ foreign: ForeignBoot) async throws {
        let scratch = Scratch("repeat")
        let kernel = try #require(foreign.kernel)
        let initrd = try #require(foreign.initrd)
        let run = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                [
                    "boot", "--arch", foreign.architecture.rawValue, "--kernel", kernel, "--initrd", initrd, "--repeat",
                    "exact", "--runs", "2", "--jobs", "2", "--artifacts", scratch("out"), "--expect", "Run /init as",
                ], limit: .seconds(1200))
        }
        #expect(run.status == 0 && run.error.contains("the same to the byte"), "\(run.error)")
        let consoles = try (1...2).map { try FileSystem.read(scratch("out/\($0)/console.raw")) }
        #expect(consoles[0] == consoles[1] && consoles[0].count > 4000)
    }

    @Test(
        "so do two of riscv64 with our own initramfs, to a command's end", .requires(.foreignGuest(.riscv64)))
    func riscv64() async throws { try await own(.riscv64) }

    @Test(
        "and of s390x, whose kernel stirs the machine's name into its random numbers",
        .requires(.foreignGuest(.s390x)))
    func s390x() async throws { try await own(.s390x) }

    private func own(_ architecture: Architecture) async throws {
        let scratch = Scratch("repeat-own")
        let run = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot"] + ForeignGuest(architecture).words + [
                    "--repeat", "exact", "--runs", "2", "--jobs", "2", "--artifacts", scratch("out"), "--", "sh", "-c",
                    "uname -m; cat /proc/interrupts",
                ], limit: .seconds(1200))
        }
        #expect(run.status == 0 && run.error.contains("the same to the byte"), "\(run.error)")
        let consoles = try (1...2).map { try FileSystem.read(scratch("out/\($0)/console.raw")) }
        #expect(consoles[0] == consoles[1] && consoles[0].count > 4000)
    }

    @Test("a recording of riscv64 comes again, with the command's status", .requires(.foreignGuest(.riscv64)))
    func recordedOwn() async throws {
        let scratch = Scratch("record-own")
        let archive = scratch("a.recording")
        try await TestHost.slots.withPermit {
            let run = try await MayflyCommand.run(
                ["boot"] + ForeignGuest(.riscv64).words + ["--record", archive, "--", "sh", "-c", "uname -m; exit 3"],
                limit: .seconds(1200))
            #expect(run.status == 3, "\(run.error)")
            let again = try await MayflyCommand.run(["replay", archive], limit: .seconds(1200))
            #expect(again.status == 0 && again.error.contains("the same to the byte"), "\(again.error)")
            #expect(again.error.contains("the command exited with 3"), "\(again.error)")
        }
    }

    @Test("a recording comes again; one of an architecture that does not is refused")
    func recorded() async throws {
        let scratch = Scratch("record")
        for foreign in ForeignBoot.all {
            guard let kernel = foreign.kernel, let initrd = foreign.initrd else { continue }
            let words = [
                "boot", "--arch", foreign.architecture.rawValue, "--kernel", kernel, "--initrd", initrd, "--record",
                scratch("a.recording"), "--expect", "Run /init as",
            ]
            try await TestHost.slots.withPermit {
                let run = try await MayflyCommand.run(words, limit: .seconds(1200))
                guard foreign.architecture != .ppc64le else {
                    #expect(run.status == 125 && run.error.contains("--record"), "\(run.error)")
                    return
                }
                #expect(run.status == 0, "\(run.error)")
                let again = try await MayflyCommand.run(["replay", scratch("a.recording")], limit: .seconds(1200))
                #expect(again.status == 0 && again.error.contains("the same to the byte"), "\(again.error)")
            }
        }
    }
}
