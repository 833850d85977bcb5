import Host
import KubeVirt
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import Boots
@testable import mayfly

@Suite struct ExactConsoleTests {
    private func difference(_ one: String, _ other: String) -> ConsoleDifference? {
        ConsoleDifference(Array(one.utf8), Array(other.utf8))
    }

    @Test("two consoles differ in their first other byte, and not where they are the same")
    func difference() {
        #expect(difference("a\nb\nc\n", "a\nb\nc\n") == nil)
        let other = difference("a\r\nb\r\nc\n", "a\r\nbx\r\nc\n")
        #expect(other?.offset == 5 && other?.line == 2 && other?.one == "b" && other?.other == "bx")
        let short = difference("a\nb\nc\n", "a\n")
        #expect(short?.offset == 3 && short?.line == 2 && short?.one == "b" && short?.other == "")
    }

    @Test(
        "cmp finds the same place", .requires(.program("cmp")),
        arguments: [("abc\nd\n", "abc\nx\n"), ("\n\n\n\n", "\n\nx\n"), ("x", "y"), ("one\ntwo", "one\ntwp")])
    func outside(_ one: String, _ other: String) async throws {
        let scratch = Scratch("cmp")
        let words = ["-s", try scratch.write("one", one), try scratch.write("other", other)]
        let program = try #require(FileSystem.program("cmp"))
        let told = try await Child.run(program, Array(words.dropFirst()), limit: .seconds(30)).output
        let found = try #require(difference(one, other))
        #expect(told.contains("byte \(found.offset), line \(found.line)"), "\(told)")
    }

    @Test("where the clock ended a run, it is the same as far as it went")
    func unfinished() {
        func console(_ text: String, _ isWhole: Bool) -> ExactConsole {
            ExactConsole(bytes: Array(text.utf8), isWhole: isWhole)
        }
        let whole = console("a\nb\n", true)
        #expect(whole.difference(to: whole) == nil)
        #expect(whole.difference(to: console("a\n", false)) == nil)
        #expect(console("a\n", false).difference(to: whole) == nil)
        #expect(console("a\nb", false).difference(to: console("a\n", false)) == nil)
        #expect(whole.difference(to: console("a\n", true)) != nil)
        #expect(whole.difference(to: console("a\nx", false)) != nil)
        // It went on where the other has ended by itself.
        #expect(whole.difference(to: console("a\nb\nc\n", false)) != nil)
    }

    @Test("runs are held against the first, and the first one that differs is told")
    func comparison() {
        let comparison = ConsoleComparison()
        #expect(comparison.report.text == "")
        for (number, text) in [(2, "a\nb\n"), (1, "a\nb\n"), (4, "a\nx\n"), (3, "y\n")] {
            comparison.take(ExactConsole(bytes: Array(text.utf8), isWhole: true), ofRun: number)
            if number == 1 {
                #expect(comparison.report.text == "mayfly: 2 consoles of 4 bytes, the same to the byte\n")
            }
        }
        let report = comparison.report
        #expect(report.runs == 4 && report.reference == 2 && report.differing == 4 && report.difference?.offset == 3)
        #expect(report.text.contains("run 4 is another than run 2 from byte 3 on, line 2:\n  run 2: b\n  run 4: x\n"))
    }

    @Test("a boot whose runs cannot be the same is refused with the reason")
    func refused() {
        for (change, part) in [
            ({ $0.cpus = 2 }, "--cpus"), ({ $0.debugging.debugger = .wait }, "--gdb"),
            ({ $0.debugging.network = .isolated }, "--network"),
            ({ ($0.root, $0.rootWay) = ("/d", .image) }, "--root-by image: when it answers"),
            ({ $0.copies = [BootCopy("/a", to: "/b")] }, "whose runs shall be the same cannot have --copy-in"),
        ] as [((inout Boot) -> Void, String)] {
            var boot = Boot(kernel: "/k")
            boot.command = ["true"]
            boot.repetition = .exact
            #expect((try? BootCourse(boot)) != nil)
            change(&boot)
            let error = #expect(throws: MachineError.self) { try BootCourse(boot) }
            #expect(error?.message.contains(part) == true, "\(error as Any)")
        }
    }
}
