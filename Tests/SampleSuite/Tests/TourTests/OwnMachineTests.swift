import MayflyTesting
import Testing

@Suite("A machine for each test", .machine(.sample), .requires(.machines)) struct OwnMachineTests {
    @Test func `a service comes back when it was killed`() async throws {
        let machine = try Machine.current
        let service = machine.service("systemd-journald")
        _ = try await machine.run("pkill", "-KILL", "-x", "systemd-journal").check()
        try await machine.waitUntil("journald runs again") { try await service.isActive }
    }

    @Test(arguments: ["ada", "grace", "mary"]) func `each case has its own`(name: String) async throws {
        let machine = try Machine.current
        _ = try await machine.run("useradd", name).check()
        #expect(try await machine.run("id", "-u", name).check().output == "1000\n")
    }

    @Test func `a rule holds all the time`() async throws {
        let machine = try Machine.current
        try machine.always(consoleNever: /Kernel panic|Oops/)
        try await machine.always("journald runs") { try await machine.service("systemd-journald").isActive }
        _ = try await machine.run(.shell("echo hello > /dev/kmsg")).check()
    }

    @Test func `a reboot keeps what was written`() async throws {
        let machine = try Machine.current
        _ = try await machine.run(.shell("echo kept > /srv/mark")).check()
        try await machine.reboot()
        #expect(try await machine.file("/srv/mark").text == "kept\n")
    }

    @Test func `a mark is gone back to`() async throws {
        let machine = try Machine.current
        let mark = try await machine.checkpoint()
        _ = try await machine.run("rm", "-r", "/etc/ssh").check()
        try await machine.revert(to: mark)
        #expect(try await machine.file("/etc/ssh").exists)
    }
}
