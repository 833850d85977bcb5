import Host
import MayflyTestSupport
import Testing

@Suite("Scratch directories and golden files")
struct ScratchTests {
    @Test("a scratch directory is gone with its last reference")
    func gone() throws {
        var scratch: Scratch? = Scratch("gone")
        let path = try #require(scratch?.path)
        try scratch?.write("deep/er/file", "text", mode: 0o600)
        #expect(scratch?.text("deep/er/file") == "text")
        scratch = nil
        #expect(!FileSystem.exists(path) || ProcessEnvironment.current["MAYFLY_KEEP_SCRATCH"] == "1")
    }

    @Test("a golden file that differs is an issue with the first line that does")
    func golden() throws {
        let recording = ProcessEnvironment.current["MAYFLY_RECORD"] == "1"
        let scratch = Scratch("golden")
        try scratch.write("Golden/a.txt", "one\ntwo\n")
        try expectGolden("one\ntwo\n", "a.txt", beside: scratch("Test.swift"))
        if recording { return }
        try withKnownIssue {
            try expectGolden("one\nother\n", "a.txt", beside: scratch("Test.swift"))
        } matching: {
            $0.comments.contains { $0.rawValue.contains("line 2") && $0.rawValue.contains("+ other") }
        }
        try withKnownIssue {
            try expectGolden("one", "absent.txt", beside: scratch("Test.swift"))
        } matching: {
            $0.comments.contains { $0.rawValue.contains("MAYFLY_RECORD=1") }
        }
    }
}
