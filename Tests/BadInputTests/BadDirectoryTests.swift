import Glibc
import Host
import MayflyTestSupport
import Testing

/// Directories that cannot be used are named with the variable that names others.
@Suite("A directory that is wrong", .timeLimit(.minutes(2)))
struct BadDirectoryTests {
    private let scratch = Scratch("d")

    private func refuse(
        _ variable: String, _ path: String, _ words: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let fixture = try FixtureFile()
        let outcome = try await MayflyCommand.run(
            ["run", fixture.path, "--", "true"], environment: [variable: path], limit: .seconds(30))
        #expect(outcome.status == 125, "\(outcome.error)", sourceLocation: sourceLocation)
        for word in words + [path, variable] {
            #expect(outcome.error.contains(word), "\(outcome.error)", sourceLocation: sourceLocation)
        }
        #expect(fixture.leftovers() == [], sourceLocation: sourceLocation)
    }

    private static let both = ["MAYFLY_RUNTIME_DIR", "MAYFLY_CACHE_DIR"]

    @Test("a path too long for sockets says how long it may be")
    func tooLong() async throws {
        let path = "/tmp/" + String(repeating: "x", count: 100)
        try await refuse("MAYFLY_RUNTIME_DIR", path, "105 bytes", "at most")
        #expect(!FileSystem.exists(path))
    }

    @Test("a directory of another version is left alone", arguments: both)
    func version(_ variable: String) async throws {
        try scratch.write("version", "mayfly 99\n")
        try await refuse(variable, scratch.path, "another version", "mayfly 99")
        #expect(FileSystem.names(in: scratch.path) == ["version"])
    }

    @Test("a file in its place is no directory", arguments: both)
    func file(_ variable: String) async throws {
        try await refuse(variable, scratch.write("f", "mine"), "not a directory")
        #expect(scratch.text("f") == "mine")
    }

    @Test("a directory that cannot be made says why", arguments: both)
    func unmakeable(_ variable: String) async throws {
        try scratch.write("f", "mine")
        try await refuse(variable, scratch("f/x"), "cannot make", "Not a directory")
        // As root, too, nothing can be made there; and it says that nothing is there, ever again.
        try await refuse(variable, "/proc/mayfly", "cannot make")
    }

    @Test("a relative path is refused, not passed over", arguments: both)
    func relative(_ variable: String) async throws {
        try await refuse(variable, "here", "absolute path")
    }

    @Test("a directory that may not be written is refused", arguments: both)
    func unwritable(_ variable: String) async throws {
        // Root may write everything; another's directory stands for what a user may not.
        let path = geteuid() == 0 ? try foreign() : "/usr"
        try await refuse(variable, path, "not a directory of your own")
    }

    private func foreign() throws -> String {
        let path = scratch("o")
        try FileSystem.makeDirectory(path)
        chown(path, 12345, 12345)
        return path
    }
}
