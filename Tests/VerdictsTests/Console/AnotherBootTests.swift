import Testing
import Verdicts

@Suite struct AnotherBootTests {
    private func consume(_ lines: [String], with recogniser: inout ConsoleRecogniser, from first: Int = 0) {
        for (number, text) in lines.enumerated() {
            _ = recogniser.consume(ConsoleLine(number: first + number, raw: Array(text.utf8), text: text))
        }
    }

    @Test("a quiet boot after a restart begins with stamps of its own, and its reports are news")
    func stamps() {
        let found = verdicts(
            """
            [ 4000.000000] reboot: Restarting system
            [    1.000000] WARNING: CPU: 0 PID: 1 at kernel/x.c:1 f+0x1/0x2

            """)
        #expect(found.map(\.kind) == [.restarting, .warning])
    }

    @Test("a boot of which nothing is shown may end as the last one did, once that is said")
    func silent() {
        var recogniser = ConsoleRecogniser()
        let end = "[    9.000000] Kernel panic - not syncing: no heart"
        consume([end], with: &recogniser)
        recogniser.restart(at: 1)
        consume([end], with: &recogniser, from: 1)
        #expect(recogniser.verdicts.map(\.kind) == [.kernelPanic, .kernelPanic])
    }

    @Test("of a storm that nobody takes not more is kept than of one that is taken")
    func storm() {
        var recogniser = ConsoleRecogniser()
        consume(
            (0..<1000).map { "[   \(10 + $0).000000] WARNING: CPU: 0 PID: 1 at kernel/x.c:\($0) f+0x1/0x2" },
            with: &recogniser)
        let completed = recogniser.takeCompleted()
        #expect(completed.count == 64)
        // The very last has not ended.
        #expect(completed.last?.line.number == 998)
    }
}
