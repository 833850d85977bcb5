import FoundationEssentials
import MayflyTestSupport
import Testing

@testable import Images

@Suite struct BusyboxTests {
    @Test(
        "the host's busybox has all that our guest's scripts use",
        .enabled(if: FileManager.default.isExecutableFile(atPath: Busybox.usualPath), "busybox-static is not installed")
    )
    func applets() async throws {
        let busybox = try await Busybox.examine(Busybox.usualPath)
        #expect(busybox.applets.contains("sh") && busybox.applets.contains("modprobe"))
        #expect(busybox.applets == busybox.applets.sorted())
    }

    @Test("a program with shared libraries is refused: the guest has none")
    func dynamic() async throws {
        do {
            // The C library's own tool, on any host with one.
            _ = try await Busybox.examine("/usr/bin/env")
            Issue.record("it was accepted")
        } catch {
            #expect(error.code == .busybox)
            #expect("\(error)".contains("needs shared libraries"))
        }
    }

    @Test(
        "its commands are read out of it as it tells them itself",
        .enabled(if: FileManager.default.isExecutableFile(atPath: Busybox.usualPath), "busybox-static is not installed")
    )
    func table() async throws {
        let read = try await Busybox.read(Busybox.usualPath)
        #expect(try await Busybox.examine(Busybox.usualPath) == read)
    }

    @Test("the table of commands is the longest that begins as one, up to what is out of order")
    func names() async throws {
        let text = Array("x\0[\0[[\0a\0\0y\0[\0[[\0ash\0cat\0sh\0about\0".utf8)
        #expect(Busybox.applets(in: text) == ["[", "[[", "ash", "cat", "sh"])
        #expect(Busybox.applets(in: Array("\0[\0[[\0abc".utf8)) == ["[", "[["])
        #expect(Busybox.applets(in: []) == [] && Busybox.applets(in: [0, 0x5B]) == [])
        let scratch = Scratch("busybox")
        // Static, and of another order of bytes: no segment of it names a loader.
        var head = [UInt8](repeating: 0, count: 120)
        head.replaceSubrange(0..<6, with: [0x7F, 0x45, 0x4C, 0x46, 2, 2])
        (head[0x27], head[0x37], head[0x39]) = (64, 56, 1)
        for (path, part) in [
            (try scratch.write("none", head), "is no busybox"), (try scratch.write("few", head + text), "lacks init"),
        ] {
            let error = await #expect(throws: ImageError.self) { _ = try await Busybox.read(path) }
            #expect(error?.message.contains(part) == true, "\(String(describing: error))")
        }
    }
}
