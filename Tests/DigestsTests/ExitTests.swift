import Host
import MayflyTestSupport
import Testing

@Suite struct ExitTests {
    @Test func `a process that ends while its threads use libcrypto ends well`() async throws {
        let own = FileSystem.linkTarget("/proc/self/exe") ?? ""
        let program = own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/host-test-parent"
        let process = try Caller([program, "digests"], environment: ["SWIFT_BACKTRACE": "enable=no"])
        #expect(await process.end() == 0)
    }
}
