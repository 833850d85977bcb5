import Fixtures
import Machines
import MayflyTestSupport
import Synchronization
import Testing

/// Each kind of condition on a fake guest: it holds, it does not yet, it fails.
@Suite(.timeLimit(.minutes(1))) struct ReadinessLookTests {
    private let clock = ManualClock()

    private func withMachine(
        _ ready: [ReadyCondition], programs: [String: FakeProgram] = [:],
        _ body: (Task<Void, any Error>, FakeGuest) async throws -> Void
    ) async throws {
        let host = FakeHost(clock: clock, programs: programs) { $0.answer() }
        let machine = try await FakeProvider(on: host).create(
            .fake(ready: ready), options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        let guest = try host.guest(of: machine)
        let waiting = Task { try await machine.waitUntilReady() }
        try await body(waiting, guest)
        waiting.cancel()
        _ = await waiting.result
        await machine.delete()
    }

    /// Looks once and lets the deadline pass: what the error says.
    private func missed(
        _ condition: ReadyCondition, programs: [String: FakeProgram] = [:], _ prepare: (FakeGuest) -> Void = { _ in }
    ) async throws -> String {
        var message = ""
        try await withMachine([condition], programs: programs) { waiting, guest in
            prepare(guest)
            // The deadline's sleeper, and the pause after a look, which is a second at the most.
            await clock.waitForSleepers(2)
            clock.advance(by: .seconds(3))
            await clock.waitForSleepers(2)
            clock.advance(by: .seconds(600))
            let error = await #expect(throws: MachineError.self) { try await waiting.value }
            #expect(error?.code == .notReady)
            message = error?.message ?? ""
        }
        return message
    }

    /// Becomes ready after the second look.
    private func holds(
        _ condition: ReadyCondition, programs: [String: FakeProgram] = [:], _ change: (FakeGuest) -> Void
    ) async throws {
        try await withMachine([condition], programs: programs) { waiting, guest in
            await clock.waitForSleepers(2)
            change(guest)
            clock.advance(by: .seconds(3))
            try await waiting.value
        }
    }

    @Test func `the agent and SSH are waited for by ways of their own`() async throws {
        try await withMachine([.agent(AgentCondition()), .ssh(SSHCondition())]) { waiting, guest in
            guest.answer(by: .ssh)
            guest.answer(by: .agent)
            try await waiting.value
        }
    }

    @Test func `a port is tried until something accepts`() async throws {
        try await holds(.port(PortCondition(80))) { $0.listen(on: 80) { _ in nil } }
        let message = try await missed(.port(PortCondition(80)))
        #expect(message.contains("missed: port 80 of the guest accepts connections within 60.0 seconds; last seen: "))
        #expect(message.contains("Connection refused"), "\(message)")
        #expect(message.contains("try: port: "))
    }

    @Test func `a network that the channel cannot reach fails at once`() async throws {
        try await withMachine([.port(PortCondition(80, host: "10.9.9.9"))]) { waiting, _ in
            let error = await #expect(throws: MachineError.self) { try await waiting.value }
            #expect(
                error?.message.contains("failed: port 80 of 10.9.9.9 accepts connections: a fake guest has") == true)
        }
    }

    @Test func `a web server is asked until it answers as it should`() async throws {
        let request = Mutex("")
        let condition = HTTPCondition(port: 8080, path: "/up", headers: ["host": "me"], body: .text("fine"))
        try await holds(.http(condition)) { guest in
            guest.listen(on: 8080) { bytes in
                request.withLock { $0 = String(decoding: bytes, as: UTF8.self) }
                return Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nall\nfine\n".utf8)
            }
        }
        let asked = request.withLock { $0 }
        #expect(asked.hasPrefix("GET /up HTTP/1.1\r\n") && asked.contains("\r\nhost: me\r\n"))
        #expect(!asked.contains("Host: localhost"))

        let busy = try await missed(.http(condition)) { guest in
            guest.listen(on: 8080) { _ in Array("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".utf8) }
        }
        #expect(busy.contains("last seen: HTTP said 503 Busy"), "\(busy)")
        let wrong = try await missed(.http(condition)) { guest in
            guest.listen(on: 8080) { _ in Array("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad".utf8) }
        }
        #expect(wrong.contains("HTTP said 200, and of its body: its last line is ‘bad’"), "\(wrong)")
        let other = try await missed(.http(condition)) { $0.listen(on: 8080) { _ in Array("220 mail\r\n\r\n".utf8) } }
        #expect(other.contains("does not speak HTTP/1.1"), "\(other)")
    }

    @Test func `a file is looked for, and read when it shall say something`() async throws {
        func write(_ text: String) -> (FakeGuest) -> Void {
            { $0.put(text, at: "/run/ready") }
        }
        try await holds(.file(FileCondition("/run/ready")), write(""))
        try await holds(.file(FileCondition("/run/ready", match: .pattern("^up [0-9]+$"))), write("a\nup 12\nb\n"))
        #expect(try await missed(.file(FileCondition("/run/ready"))).contains("last seen: there is no such file"))
        let other = FileCondition("/run/ready", match: .text("up"))
        #expect(try await missed(.file(other)).contains("No such file or directory"))
        #expect(try await missed(.file(other), write("down\n")).contains("last seen: its last line is ‘down’"))
    }

    @Test func `a command is run until it succeeds, as its user, and what it last said is told`() async throws {
        let shell = CommandCondition(.shell("test /x; exit"))
        try await holds(.command(shell)) {
            $0.put(at: "/x")
        }
        let failing = CommandCondition(.shell("echo one; echo 'not yet' >&2; exit 3"))
        #expect(try await missed(.command(failing)).contains("last seen: exit status 3, ‘not yet’"))
        let absent = CommandCondition(.run(["no-such-program"]))
        #expect(try await missed(.command(absent)).contains("last seen: there is no program no-such-program"))
        let user = CommandCondition(.run(["id"]), user: "nobody", match: .text("1000"))
        #expect(try await missed(.command(user)).contains("last seen: its last line is ‘65534’"))
    }

    @Test func `a unit that becomes active holds, and one that is on its way says so`() async throws {
        let state = Mutex("LoadState=loaded\nActiveState=activating\nSubState=auto-restart\nResult=exit-code\n")
        let systemctl: FakeProgram = { call in
            await call.print(state.withLock { $0 })
            return 0
        }
        let unit = ReadyCondition.unit(UnitCondition("a.service"))
        let message = try await missed(unit, programs: ["systemctl": systemctl])
        #expect(message.contains("last seen: systemd says activating (auto-restart), result exit-code"), "\(message)")
        try await holds(unit, programs: ["systemctl": systemctl]) { _ in
            state.withLock { $0 = "ActiveState=active\nSubState=running\nLoadState=loaded\n" }
        }
        state.withLock { $0 = "LoadState=not-found\nActiveState=inactive\nSubState=dead\nResult=success\n" }
        #expect(try await missed(unit, programs: ["systemctl": systemctl]).contains("systemd knows no such unit"))
        #expect(try await missed(unit).contains("systemd cannot be asked: there is no program systemctl"))
    }

    @Test func `a unit that fails ends the wait at once and quotes its log`() async throws {
        let systemctl: FakeProgram = { call in
            let isStatus = call.arguments[1] == "status"
            await call.print(
                isStatus
                    ? "× a.service - A\n   Active: failed\n\nhost a[1]: it broke\n"
                    : "LoadState=loaded\nActiveState=failed\nSubState=failed\nResult=exit-code\n")
            return isStatus ? 3 : 0
        }
        try await withMachine([.unit(UnitCondition("a.service"))], programs: ["systemctl": systemctl]) { waiting, _ in
            let error = await #expect(throws: MachineError.self) { try await waiting.value }
            #expect(error?.code == .notReady)
            #expect(
                error?.message.hasPrefix(
                    """
                    cannot get ready
                      failed: a.service is active: systemd says failed, result exit-code
                        | × a.service - A
                        |    Active: failed
                        | host a[1]: it broke
                    """) == true, "\(error?.message ?? "")")
        }
    }
}
