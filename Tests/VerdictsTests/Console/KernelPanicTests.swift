import Testing
import Verdicts

@Suite struct KernelPanicTests {
    static let initDied = """
        [    1.402211] Run /init as init process
        [    1.437612] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100
        [    1.437951] CPU: 0 PID: 1 Comm: init Not tainted 6.1.0-1-amd64 #1  Example 6.1.1-1
        [    1.438212] Hardware name: QEMU Standard PC (Q35 + ICH9, 2009), BIOS 1.16.2-1 04/01/2014
        [    1.438500] Call Trace:
        [    1.438611]  <TASK>
        [    1.438700]  dump_stack_lvl+0x45/0x5e
        [    1.438812]  panic+0x118/0x2f0
        [    1.438900]  do_exit.cold+0x15/0x15
        [    1.439011]  do_syscall_64+0x5b/0xc0
        [    1.439122]  entry_SYSCALL_64_after_hwframe+0x64/0xce
        [    1.439211] RIP: 0033:0x401a2c
        [    1.439322]  </TASK>
        [    1.439441] Kernel Offset: 0x1c000000 from 0xffffffff81000000 (relocation range: 0xffffffff80000000-0xffffffffbfffffff)
        [    1.439600] ---[ end Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100 ]---
        something else

        """

    @Test("the end of the first process is told apart, with all of its block and nothing else")
    func initDied() throws {
        let verdict = try #require(verdicts(Self.initDied).first)
        #expect(verdict.kind == .initDied)
        #expect(verdict.reason == "Attempted to kill init! exitcode=0x00000100")
        #expect(verdict.line.number == 1)
        #expect(verdict.trailing.count == 13)
        #expect(verdict.trailing.last?.text.contains("end Kernel panic") == true)
        #expect(verdict.endsWait)
        #expect(verdicts(Self.initDied).count == 1)
    }

    @Test("the verdict is there with the panic's first line, before its block")
    func atOnce() throws {
        var lines = ConsoleLines()
        var recogniser = ConsoleRecogniser()
        let line = try #require(
            lines.append("[   12.000001] Kernel panic - not syncing: Fatal exception\r\n".utf8).first)
        #expect(recogniser.consume(line)?.kind == .kernelPanic)
    }

    @Test(
        "each kind of panic is recognised by its reason",
        arguments: [
            (
                "[    0.912345] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)",
                "noRoot | VFS: Unable to mount root fs on unknown-block(0,0) | 0"
            ),
            (
                "[    0.040000] Kernel panic - not syncing: IO-APIC + timer doesn't work!  Boot with apic=debug",
                "lateTimer | IO-APIC + timer doesn't work!  Boot with apic=debug | 0"
            ),
            (
                "[    0.912345] Kernel panic - not syncing: No working init found.  Try passing init= option to kernel.",
                "noInit | No working init found.  Try passing init= option to kernel. | 0"
            ),
            (
                "[    0.912345] Kernel panic - not syncing: Requested init /nope failed (error -2).",
                "noInit | Requested init /nope failed (error -2). | 0"
            ),
            (
                "[   99.123456][  T412] Kernel panic - not syncing: sysrq triggered crash",
                "kernelPanic | sysrq triggered crash | 0"
            ),
            (
                "Kernel panic - not syncing: Fatal exception in interrupt",
                "kernelPanic | Fatal exception in interrupt | 0"
            ),
            (
                "~ # [   99.123456] Kernel panic - not syncing: hung_task: blocked tasks",
                "kernelPanic | hung_task: blocked tasks | 0"
            ),
        ])
    func kinds(line: String, expected: String) {
        #expect(summary(line + "\n") == [expected])
    }

    @Test("a panic that is only spoken of is none")
    func quoted() {
        let text = """
            test 12: checking that "Kernel panic - not syncing" is not in the log
            grep: Kernel panic - not syncing: no match
            [    5.000000] audit: op=note msg="Kernel panic - not syncing"

            """
        #expect(summary(text).isEmpty)
    }

    @Test("after a restart the same panic is news again")
    func restart() {
        let boot = """
            [    0.000000] Linux version 6.1.0 (builder@example) #1 SMP
            [    0.912345] Kernel panic - not syncing: Fatal exception
            [    0.912999] Rebooting in 1 seconds..

            """
        #expect(summary(boot + boot) == Array(repeating: "kernelPanic | Fatal exception | 1", count: 2))
    }

    @Test("a block without an end does not grow for ever")
    func endless() {
        let text = "[    0.912345] Kernel panic - not syncing: x\n" + String(repeating: "noise\n", count: 5000)
        #expect(verdicts(text, pieces: 4096).first?.trailing.count == 256)
    }
}
