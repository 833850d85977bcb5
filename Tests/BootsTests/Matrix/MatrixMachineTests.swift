import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

/// `mayfly boot --matrix` on this host's kernel, and on installers of other architectures.
@Suite(.requires(.tinyGuest), .serialized, .timeLimit(.minutes(30))) struct MatrixMachineTests {
    private let scratch = Scratch("matrix-boots")

    private func boot(_ words: [String]) async throws -> MayflyCommand.Outcome {
        try await TestHost.slots.withPermit {
            try await MayflyCommand.run(["boot"] + words, limit: .seconds(900))
        }
    }

    @Test("two by two: each cell is its own boot, and the one that fails is told in every report")
    func cells() async throws {
        let run = try await boot([
            "--kernel", "host", "--matrix", "cpus=1,2", "--matrix", "append=,mark=1", "--jobs", "2", "--junit",
            scratch("junit.xml"), "--artifacts", scratch("out"), "--",
            "sh", "-c", "case $(nproc)$(cat /proc/cmdline) in 2*mark=1) exit 7;; esac",
        ])
        #expect(run.status == 7, "\(run.output)\(run.error)")
        let rows = run.output.split(separator: "\n")
        #expect(rows.count == 5 && rows[0].hasPrefix("CPUS  APPEND"), "\(run.output)")
        #expect(rows.dropFirst().prefix(3).allSatisfy { $0.hasSuffix("passed") }, "\(run.output)")
        #expect(rows[4].hasPrefix("2     mark=1") && rows[4].hasSuffix("the command exited with 7"), "\(run.output)")
        #expect(run.error.contains("4 cells, 3 passed, 1 failed"), "\(run.error)")
        let xml = try #require(scratch.text("junit.xml"))
        #expect(xml.contains("tests=\"4\"") && xml.contains("failures=\"1\""), "\(xml)")
        #expect(xml.contains("name=\"cpus=2, append=mark=1\""), "\(xml)")
        let folders = FileSystem.names(in: scratch("out")).sorted()
        #expect(
            folders == [
                "1-cpus=1,append=", "2-cpus=1,append=mark=1", "3-cpus=2,append=", "4-cpus=2,append=mark=1",
            ])
        for folder in folders {
            #expect(scratch.text("out/\(folder)/console.log")?.contains("Linux version ") == true, "\(folder)")
            #expect(scratch.text("out/\(folder)/manifest.json")?.contains("BootManifest") == true, "\(folder)")
        }
        #expect(scratch.text("out/4-cpus=2,append=mark=1/boot.json")?.contains("\"exitStatus\" : 7") == true)
    }

    @Test("with --runs each cell is booted so many times, and JSON has every run")
    func runs() async throws {
        let run = try await boot([
            "--kernel", "host", "--matrix", "memory=256Mi,300Mi", "--runs", "2", "-o", "json", "--artifacts",
            scratch("out"), "--", "true",
        ])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("\"memory\" : \"300Mi\"") && run.output.contains("\"exitStatus\" : 0"))
        #expect(run.output.matches(of: /"verdict" : "passed"/).count == 2, "\(run.output)")
        #expect(run.output.matches(of: /"accelerator" :/).count == 4, "\(run.output)")
        #expect(run.error.contains("memory=300Mi, run 2: "), "\(run.error)")
    }

    @Test("other architectures boot what is theirs, by a path that names them", .requires(.foreignBoots))
    func architectures() async throws {
        let place = "/usr/lib/debian-installer/images/12/{arch}/text/debian-installer/{arch}/"
        let run = try await boot([
            "--kernel", place + "linux", "--initrd", place + "initrd.gz", "--matrix", "arch=arm64,i386", "--jobs", "1",
            "--append", "cryptomgr.notests", "--expect", "Starting system log daemon@6m",
        ])
        #expect(run.status == 0, "\(run.output)\(run.error)")
        #expect(run.error.contains("2 cells, 2 passed"), "\(run.error)")
    }
}
