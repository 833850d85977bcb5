import Glibc
import MayflyTesting
import Testing

/// Fails where `MAYFLY_SAMPLE=failing` asks for it: ci/sample looks whether what it leaves behind explains it.
@Suite(
    "A test that fails", .machine(.sample), .requires(.machines),
    .enabled(if: getenv("MAYFLY_SAMPLE").map { String(cString: $0) } == "failing"))
struct FailingTests {
    @Test func `a service that cannot start`() async throws {
        let machine = try Machine.current
        _ = try await machine.run(
            .shell(
                "printf '[Service]\\nExecStart=/bin/sh -c \"echo no licence >&2; exit 7\"\\n' > /etc/systemd/system/app.service"
            )
        ).check()
        _ = try await machine.run("systemctl", "start", "app").check()
        try await machine.waitUntil("the app runs", within: .seconds(5)) { try await machine.service("app").isActive }
    }
}
