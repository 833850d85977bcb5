import CLinux
import Glibc
import Host
import Machines
import Testing

extension ProviderContract {
    static let copies: [ContractCheck<Machine>] = [
        ContractCheck("a file goes in and comes out with its bytes, mode and time") { machine async throws in
            let scratch = Scratch("copy")
            let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let source = try scratch.write("source", bytes, mode: 0o640)
            setTime(of: source, seconds: 1_600_000_000)
            let place = "/tmp/copy-\(UInt32.random(in: 0...UInt32.max))"
            let sent = try await machine.copyIn(source, to: place)
            #expect(sent == CopySummary(files: 1, bytes: 200_000))
            let received = try await machine.copyOut(place, to: scratch("back"))
            #expect(received == sent)
            #expect(try FileSystem.read(scratch("back")) == bytes)
            let status = try #require(FileSystem.status(scratch("back")))
            #expect(status.st_mode & 0o7777 == 0o640)
            #expect(status.st_mtim.tv_sec == 1_600_000_000)
        },
        ContractCheck("a tree goes in and comes out, links and empty directories too") { machine async throws in
            let scratch = Scratch("copy")
            try scratch.write("tree/a", "alpha")
            try scratch.write("tree/sub/b", "beta", mode: 0o755)
            try FileSystem.makeDirectory(scratch("tree/empty"))
            symlink("a", scratch("tree/link"))
            let place = "/tmp/tree-\(UInt32.random(in: 0...UInt32.max))"
            let sent = try await machine.copyIn(scratch("tree"), to: place)
            #expect(sent == CopySummary(files: 2, bytes: 9))
            #expect(try await machine.run("cat", place + "/sub/b").output == "beta")
            try await machine.copyOut(place, to: scratch("back"))
            #expect(FileSystem.names(in: scratch("back")).sorted() == ["a", "empty", "link", "sub"])
            #expect(scratch.text("back/a") == "alpha" && scratch.text("back/link") == "alpha")
            #expect(FileSystem.status(scratch("back/link")).map { $0.st_mode & S_IFMT } == S_IFLNK)
            #expect(FileSystem.status(scratch("back/sub/b")).map { $0.st_mode & 0o777 } == 0o755)
        },
        ContractCheck("a destination that is a directory takes the copy into it") { machine async throws in
            let scratch = Scratch("copy")
            let name = "note-\(UInt32.random(in: 0...UInt32.max))"
            try scratch.write(name, "into")
            try await machine.copyIn(scratch(name), to: "/tmp")
            #expect(try await machine.run("cat", "/tmp/\(name)").output == "into")
            try FileSystem.makeDirectory(scratch("here"))
            try await machine.copyOut("/tmp/\(name)", to: scratch("here"))
            #expect(scratch.text("here/\(name)") == "into")
        },
        ContractCheck("a source that is not there is named, on either side, and nothing is made") {
            machine async throws in
            let scratch = Scratch("copy")
            let absent = scratch("absent")
            let sending = try await machineError { try await machine.copyIn(absent, to: "/tmp/never-made") }
            #expect(sending.code == .copyFailed && sending.execution == .neverRan)
            #expect(sending.message.contains(absent) && sending.message.contains("No such file or directory"))
            #expect(try await machine.run("test", "-e", "/tmp/never-made").termination == .exited(1))
            let receiving = try await machineError { try await machine.copyOut("/tmp/never-there", to: absent) }
            #expect(receiving.code == .copyFailed)
            #expect(receiving.message.contains("/tmp/never-there"))
            #expect(!FileSystem.exists(absent))
        },
    ]

    private static func setTime(of path: String, seconds: Int) {
        let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        utimensat(AT_FDCWD, path, times, 0)
    }
}
