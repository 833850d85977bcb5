import MayflyTestSupport
import Testing

@testable import Machines

@Suite("Looks at a guest", .timeLimit(.minutes(2)))
struct GuestLookTests {
    private func machine(_ programs: [String: FakeProgram] = [:], on host: FakeHost? = nil) async throws -> Machine {
        let machine = try await FakeProvider(on: host ?? FakeHost(programs: programs)).create(
            .fake(), options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        try await machine.waitUntilReady()
        return machine
    }

    private func printing(_ text: String, status: Int32 = 0) -> FakeProgram {
        { run in
            await run.print(text)
            return status
        }
    }

    @Test func `a file is there or not, and holds what it holds`() async throws {
        let machine = try await machine()
        _ = try await machine.run(.shell("echo hello > /tmp/a")).check()
        #expect(try await machine.file("/tmp/a").exists)
        #expect(try await machine.file("/tmp/a").text == "hello\n")
        #expect(try await machine.file("/tmp/a").bytes == Array("hello\n".utf8))
        #expect(try await machine.file("/tmp/b").exists == false)
        let error = await #expect(throws: MachineError.self) { try await machine.file("/tmp/b").text }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("/tmp/b cannot be looked at in the guest: exit status 1") == true)
    }

    @Test func `mode, owner, group and size are those that stat tells`() async throws {
        let machine = try await machine(["stat": printing("4755 12 root UNKNOWN 0 1234 regular empty file\n")])
        let status = try await machine.file("/bin/su").status
        #expect(
            status == .init(mode: 0o4755, owner: "root", group: "1234", size: 12, kind: "regular empty file"))
        #expect(try await machine.file("/bin/su").mode == 0o4755)
        #expect(try await machine.file("/bin/su").owner == "root")
    }

    @Test func `what is not understood of stat is said`() async throws {
        let machine = try await machine(["stat": printing("what?\n")])
        let error = await #expect(throws: MachineError.self) { try await machine.file("/x").size }
        #expect(error?.message == "the guest's stat says of /x what is not understood: what?\n")
    }

    @Test func `a service is active, or not, or none at all`() async throws {
        func state(_ load: String, _ active: String) -> [String: FakeProgram] {
            ["systemctl": printing("LoadState=\(load)\nActiveState=\(active)\nSubState=x\nResult=success\n")]
        }
        #expect(try await machine(state("loaded", "active")).service("nginx").isActive)
        #expect(try await machine(state("loaded", "failed")).service("nginx").isActive == false)
        #expect(try await machine(state("loaded", "failed")).service("nginx").state == "failed")
        let error = await #expect(throws: MachineError.self) {
            try await machine(state("not-found", "inactive")).service("ngnix").isActive
        }
        #expect(error?.code == .notFound && error?.message == "the guest's systemd knows no unit ngnix")
    }

    @Test func `a service that does not start says why`() async throws {
        let machine = try await machine([
            "systemctl": { run in
                if run.arguments.contains("status") {
                    await run.print("nginx: port 80 is taken\n")
                    return 3
                }
                await run.error(Array("Job failed.\n".utf8))
                return 1
            }
        ])
        let error = await #expect(throws: CommandFailure.self) { try await machine.service("nginx").start() }
        #expect(error?.description.contains("  | Job failed.\n  | nginx: port 80 is taken") == true)
    }

    @Test func `a port is open while something listens`() async throws {
        let host = FakeHost()
        let machine = try await machine(on: host)
        #expect(try await machine.port(80).isOpen == false)
        try host.guest(of: machine).listen(on: 80) { _ in nil }
        #expect(try await machine.port(80).isOpen)
    }

    @Test func `the journal is asked for a unit and so many lines`() async throws {
        let machine = try await machine([
            "journalctl": { run in
                await run.print(run.arguments.dropFirst().joined(separator: " "))
                return 0
            }
        ])
        let words = "--merge --no-pager --quiet --output=short-precise --lines=5 --unit=ssh"
        #expect(try await machine.journal(unit: "ssh", lines: 5) == words)
    }
}
