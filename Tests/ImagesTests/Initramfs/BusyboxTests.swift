import FoundationEssentials
import Images
import Testing

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
}
