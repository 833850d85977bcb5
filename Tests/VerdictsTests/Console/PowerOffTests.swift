import Testing
import Verdicts

@Suite struct PowerOffTests {
    @Test(
        "the kernel's last line says how the machine ends, and whether waiting is over",
        arguments: [
            ("[   42.123456] reboot: Power down", ConsoleVerdict.Kind.poweredDown, true),
            ("[   42.123456] reboot: System halted", .halted, true),
            ("[   42.123456] reboot: Restarting system", .restarting, false),
            ("[   42.123456][    T1] reboot: Restarting system with command 'x'", .restarting, false),
            ("reboot: Power down", .poweredDown, true),
        ])
    func last(line: String, kind: ConsoleVerdict.Kind, endsWait: Bool) throws {
        let verdict = try #require(verdicts(line + "\n").first)
        #expect(verdict.kind == kind)
        #expect(verdict.endsWait == endsWait)
    }

    @Test("a guest that restarts for ever is not remembered for ever")
    func forever() {
        let found = verdicts(String(repeating: "[   42.123456] reboot: Restarting system\n", count: 1000), pieces: 999)
        #expect(found.count == 64)
        #expect(found.last?.line.number == 999)
    }
}
