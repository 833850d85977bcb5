import CLinux
import Fixtures
import FoundationEssentials
import Glibc
import Host
import Machines
import MayflyTestSupport
import Testing

@testable import mayfly

@Suite struct ArtifactDirectoryTests {
    @Test("a trial that failed has a folder with everything, for nobody else to read")
    func folder() async throws {
        let scratch = Scratch("artifacts")
        var result = try await trial("echo out; echo err >&2; exit 1")
        let directory = try ArtifactDirectory(scratch("out/deep"), for: [result.trial])
        await directory.write(&result)
        let folder = scratch("out/deep/fake")
        #expect(result.folder == folder)
        #expect(
            FileSystem.names(in: folder).sorted() == [
                "console.log", "manifest.txt", "stderr.log", "stdout.log", "timeline.json", "timeline.txt", "vmi.json",
            ])
        for name in FileSystem.names(in: folder) {
            #expect(FileSystem.status(folder + "/" + name).map { $0.st_mode & 0o777 } == 0o600, "\(name)")
        }
        #expect(scratch.text("out/deep/fake/stdout.log") == "out\n")
        #expect(scratch.text("out/deep/fake/stderr.log") == "err\n")
        #expect(scratch.text("out/deep/fake/console.log")?.hasPrefix("Linux version 0.0") == true)
        #expect(scratch.text("out/deep/fake/manifest.txt")?.hasPrefix("fake ") == true)
        let times = try #require(scratch.text("out/deep/fake/timeline.json"))
        #expect(times.contains("\"phase\" : \"command\"") && times.contains("\"outcome\" : \"failed\""))
    }

    @Test("what an earlier run left for a trial is gone before it begins, and files of others stay")
    func stale() async throws {
        let scratch = Scratch("artifacts")
        try scratch.write("fake_1/console.log", "old")
        try scratch.write("fake_2/console.log", "old")
        try scratch.write("fake_2/notes.txt", "mine")
        try scratch.write("other/console.log", "other's")
        _ = try ArtifactDirectory(scratch.path, for: Trial.all(of: [.fake()], times: 2))
        #expect(FileSystem.names(in: scratch.path).sorted() == ["fake_2", "other"])
        #expect(FileSystem.names(in: scratch("fake_2")) == ["notes.txt"])
        #expect(scratch.text("other/console.log") == "other's")
    }

    @Test("a directory that cannot be written is told before anything runs")
    func unwritable() throws {
        let scratch = Scratch("artifacts")
        try scratch.write("file", "")
        let error = #expect(throws: MachineError.self) { try ArtifactDirectory(scratch("file/out"), for: []) }
        #expect(error?.message.contains("Nothing was run") == true)
    }
}
