import Machines
import MayflyTestSupport
import Testing

@Suite("The console", .timeLimit(.minutes(1)))
struct ConsoleTests {
    private let console = Console(deadlineScale: 1)

    private func feed(_ text: String) async { await console.feed(Array(text.utf8)) }

    @Test("lines are put together from whatever pieces they come in")
    func pieces() async {
        for byte in "one\r\ntwo\nthr".utf8 { await console.feed([byte]) }
        #expect(console.history.map(\.text) == ["one", "two"])
        #expect(console.history.map(\.number) == [0, 1])
        #expect(console.history.allSatisfy { $0.isComplete })
        #expect(await console.tail() == ["one", "two", "thr"])
        #expect(await console.tail(2) == ["two", "thr"])
    }

    @Test("a line in pieces matches as soon as its text is there, with the number it keeps")
    func partial() async throws {
        async let found = console.expect("login:")
        await feed("debian log")
        await feed("in: ")
        let line = try await found
        #expect(line.text.hasPrefix("debian login:") && !line.isComplete && line.number == 0)
        await feed("root\n")
        #expect(try await console.expect("root").number == 0)
    }

    @Test("only later lines count after one that is known, whether they have come or not")
    func after() async throws {
        await feed("ok\nnext\nok again\n")
        let first = try await console.expect("ok")
        #expect(first.number == 0)
        let second = try await console.expect("ok", after: first)
        #expect(second.text == "ok again")
        async let third = console.expect("ok", after: second)
        await feed("ok at last\n")
        #expect(try await third.text == "ok at last")
    }

    @Test("the rest of an unfinished line is not a later one")
    func rest() async throws {
        await feed("ready? ")
        let prompt = try await console.expect("ready?")
        let waiting = Task { try await console.expect("ready", after: prompt, within: .seconds(600)) }
        // Fed from this task: the wait is under way or finds the same in the history.
        await feed("already\n")
        await feed("ready!\n")
        #expect(try await waiting.value.text == "ready!")
    }

    @Test("half a line is not its end; a prompt that stands still is")
    func halves() async throws {
        await feed("marker 1")
        // Not found at once, and its time is up before the line has stood still.
        let error = await #expect(throws: MachineError.self) {
            try await console.expect(.regex("^marker [0-9]+$"), within: .milliseconds(1))
        }
        #expect(error?.code == .timedOut)
        async let number = console.expect(.regex("^marker [0-9]+$"), within: .seconds(600))
        await feed("7\nlogin: ")
        #expect(try await number.text == "marker 17")
        #expect(try await console.expect(.regex("login: $"), within: .seconds(600)).isComplete == false)
        #expect(try await console.expect(.regex("login: "), within: .seconds(600)).text == "login: ")
    }

    @Test("many wait at once, each for its own")
    func many() async throws {
        let found = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for index in 0..<200 {
                group.addTask {
                    (index, try await console.expect(.regex("^line \(index)$"), within: .seconds(600)).number)
                }
            }
            for index in (0..<200).reversed() { await feed("line \(index)\n") }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(found == Dictionary(uniqueKeysWithValues: (0..<200).map { ($0, 199 - $0) }))
    }

    @Test("one line may end many waits")
    func shared() async throws {
        let waits = (0..<50).map { _ in Task { try await console.expect("go", within: .seconds(600)) } }
        await feed("go\n")
        for wait in waits { #expect(try await wait.value.number == 0) }
    }

    @Test("a cancelled wait ends, and takes no other with it")
    func cancelled() async throws {
        let first = Task { try await console.expect("go", within: .seconds(600)) }
        let second = Task { try await console.expect("go", within: .seconds(600)) }
        first.cancel()
        let error = await #expect(throws: MachineError.self) { try await first.value }
        #expect(error?.code == .cancelled)
        await feed("go\n")
        #expect(try await second.value.text == "go")
    }

    @Test("a wait that is cancelled before it begins ends at once")
    func cancelledBefore() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await console.expect("go", within: .seconds(600))
        }
        let error = await #expect(throws: MachineError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }

    @Test("a deadline grows with the accelerator, and its error has the last lines")
    func deadline() async {
        let slow = Console(deadlineScale: 10)
        await slow.feed(Array("so far\n".utf8))
        let error = await #expect(throws: MachineError.self) {
            try await slow.expect("never", within: .milliseconds(3))
        }
        #expect(error?.code == .timedOut)
        #expect(error?.message.contains("‘never’ did not show on the console within 0.03 seconds") == true)
        #expect(error?.consoleTail == ["so far"])
    }

    @Test("the oldest of very many lines are dropped, and the numbers go on")
    func bounded() async {
        let console = Console(deadlineScale: 1)
        let text = String(repeating: "x\n", count: 1000)
        for _ in 0..<45 { await console.feed(Array(text.utf8)) }
        let history = console.history
        #expect(history.count <= 20_000 && history.count >= 5_000)
        #expect(history.last?.number == 44_999)
        #expect(history.map(\.number) == Array((45_000 - history.count)..<45_000))
    }

    @Test("what is waited for cannot be a broken expression")
    func invalid() async {
        let error = await #expect(throws: MachineError.self) { try await console.expect(.regex("(")) }
        #expect(error?.code == .invalidInput && error?.message.contains("/(/") == true)
    }
}
