import Machines
import MayflyTestSupport
import Testing

@Suite("What ends a wait for the console", .timeLimit(.minutes(1)))
struct ConsoleEndingTests {
    private static let panic = "Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\n"

    @Test("a panic ends every wait, those to come too, and is told before")
    func panic() async throws {
        let told = Shared<[String]>([])
        let console = Console(deadlineScale: 1) { words in told.change { $0.append(words) } }
        let waits = (0..<3).map { _ in Task { try await console.expect("login:", within: .seconds(600)) } }
        await console.feed(Array("booting\n\(Self.panic)".utf8))
        for wait in waits {
            let error = await #expect(throws: MachineError.self) { try await wait.value }
            #expect(error?.code == .guestFailed)
            #expect(error?.message.contains("waited for ‘login:’ on the console: ") == true)
            #expect(error?.consoleTail.first == "booting" && error?.consoleTail.count == 2)
        }
        let late = await #expect(throws: MachineError.self) {
            try await console.expect("login:", within: .seconds(600))
        }
        #expect(late?.code == .guestFailed)
        #expect(told.value.count == 1)
    }

    @Test("a line that came before the end is still found after it")
    func history() async throws {
        let console = Console(deadlineScale: 1)
        await console.feed(Array("all is well\n\(Self.panic)".utf8))
        #expect(try await console.expect("all is well").number == 0)
        #expect(try await console.expect("Kernel panic").number == 1)
    }

    @Test("a power-off is an end, but no failure")
    func powerOff() async {
        let told = Shared<[String]>([])
        let console = Console(deadlineScale: 1) { words in told.change { $0.append(words) } }
        await console.feed(Array("reboot: Power down\n".utf8))
        let error = await #expect(throws: MachineError.self) { try await console.expect("x", within: .seconds(600)) }
        #expect(error?.code == .stopped)
        #expect(told.value == [])
    }

    @Test("the machine's end ends the lines, the unfinished one included")
    func finish() async {
        let console = Console(deadlineScale: 1)
        let waiting = Task { try await console.expect("never", within: .seconds(600)) }
        await console.feed(Array("one\nunfini".utf8))
        await console.finish(.hypervisorDied)
        let error = await #expect(throws: MachineError.self) { try await waiting.value }
        #expect(error?.code == .stopped && error?.message.contains("QEMU died") == true)
        var texts: [String] = []
        for await line in console.lines { texts.append(line.text) }
        #expect(texts == ["one", "unfini"])
    }

    @Test("the first end is the one that counts")
    func first() async {
        let console = Console(deadlineScale: 1)
        await console.feed(Array(Self.panic.utf8))
        await console.finish(.ended)
        let error = await #expect(throws: MachineError.self) { try await console.expect("x") }
        #expect(error?.code == .guestFailed)
    }

    @Test("after a restart the end of the last boot is forgotten, and its lines are earlier ones")
    func restart() async throws {
        let console = Console(deadlineScale: 1)
        await console.feed(Array("login:\n\(Self.panic)".utf8))
        let previous = await console.restart()
        #expect(previous?.number == 1)
        let waiting = Task { try await console.expect("login:", after: previous, within: .seconds(600)) }
        await console.feed(Array("login:\n".utf8))
        #expect(try await waiting.value.number == 2)
    }

    @Test("a boot that says nothing of its beginning may fail as the last one did")
    func again() async throws {
        let console = Console(deadlineScale: 1)
        await console.feed(Array(Self.panic.utf8))
        await console.restart()
        #expect(await console.guestFailure == nil)
        await console.feed(Array(Self.panic.utf8))
        #expect(await console.guestFailure != nil)
    }
}
