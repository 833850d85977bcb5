import Fixtures
import MayflyTestSupport
import Testing

@testable import Machines

@Suite("Commands are written down", .timeLimit(.minutes(2)))
struct CommandLogTests {
    private func machine(on host: FakeHost = FakeHost()) async throws -> Machine {
        let machine = try await FakeProvider(on: host).create(.fake(), options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        try await machine.waitUntilReady()
        return machine
    }

    @Test func `with their output and their end, in order, and nobody else's`() async throws {
        let host = FakeHost()
        let (one, other) = (try await machine(on: host), try await machine(on: host))
        let log = CommandLog()
        let recorded = one.recording(in: log)
        _ = try await recorded.run("echo", "it's", "here")
        _ = try await recorded.through(.helper).run(.shell("echo wrong >&2; exit 3"))
        _ = try? await recorded.run("no-such-program")
        _ = try await one.run("echo", "unheard")
        let text = log.text(of: one.id) ?? ""
        #expect(
            text.contains(
                /\d\.\d{3} \$ echo 'it'\\''s' here\nexited with 0, after \d+\.\d{3} s\nstandard output:\n  \| it's here\n/
            ))
        #expect(text.contains("$ /bin/sh -c 'echo wrong >&2; exit 3'\nexited with 3"))
        #expect(text.contains("standard error:\n  | wrong\n"))
        #expect(text.contains("$ no-such-program\nfailed: there is no program no-such-program in the guest"))
        #expect(!text.contains("unheard"))
        #expect(log.text(of: other.id) == nil)
        #expect(await recorded.artifacts().contains { $0.name == "commands.txt" && $0.text == text })
    }

    @Test func `one that was ended tells what it had said before`() async throws {
        let heard = Latch<Void>()
        let host = FakeHost(programs: [
            "speak": { run in
                await run.print("half a word")
                return try await Latch<Int32>().wait()
            }
        ])
        let machine = try await machine(on: host)
        let log = CommandLog()
        let task = Task {
            try await machine.recording(in: log).withProcess(Command("speak")) { process in
                _ = try await process.readOutput()
                heard.open()
                _ = try await process.wait()
            }
        }
        try await heard.wait()
        #expect(log.text(of: machine.id)?.contains("still under way\nstandard output:\n  | half a word\n") == true)
        task.cancel()
        _ = await task.result
        #expect(log.text(of: machine.id)?.contains("still under way") == false)
    }

    @Test func `of very much the oldest is dropped`() async throws {
        let log = CommandLog(most: 200)
        let machine = try await machine().recording(in: log)
        for number in 0..<4 { _ = try await machine.run("echo", "\(number)" + String(repeating: "x", count: 40)) }
        let text = log.text(of: machine.id) ?? ""
        #expect(text.hasPrefix("[2 earlier commands are left out]\n\n"))
        #expect(!text.contains("echo 1") && text.contains("echo 2") && text.contains("echo 3"))
    }

    @Test func `one that writes more than all may drops nothing, because only its end is kept`() async throws {
        let host = FakeHost(programs: [
            "flood": { run in
                for _ in 0..<32 { await run.print(String(repeating: "x", count: 32 << 10)) }
                return 0
            }
        ])
        let log = CommandLog(most: 512 << 10)
        let machine = try await machine(on: host).recording(in: log)
        _ = try await machine.run("echo", "before")
        _ = try await machine.run("flood")
        _ = try await machine.run("echo", "after")
        let text = log.text(of: machine.id) ?? ""
        #expect(!text.contains("earlier commands are left out"))
        #expect(text.contains("$ echo before") && text.contains("$ flood") && text.contains("$ echo after"))
        #expect(text.utf8.count < 200 << 10)
    }

    @Test func `of very many that write nothing the oldest are dropped, too`() async throws {
        let log = CommandLog(most: 1 << 20, commands: 3)
        let machine = try await machine().recording(in: log)
        for _ in 0..<5 { _ = try await machine.run("true") }
        let text = log.text(of: machine.id) ?? ""
        #expect(text.hasPrefix("[2 earlier commands are left out]\n\n"))
        #expect(text.ranges(of: "$ true\n").count == 3)
    }
}
