import Testing
import Verdicts

@Suite struct KernelReportTests {
    @Test(
        "each class of report is known by its first line",
        arguments: [
            ("BUG: kernel NULL pointer dereference, address: 0000000000000008", "oops"),
            ("BUG: unable to handle page fault for address: ffffc90000d3d000", "oops"),
            ("general protection fault, probably for non-canonical address 0xdead000000000122: 0000 [#1] SMP", "oops"),
            ("Oops: invalid opcode: 0000 [#1] SMP NOPTI", "oops"), ("divide error: 0000 [#3] PREEMPT SMP", "oops"),
            ("Unable to handle kernel NULL pointer dereference at virtual address 0000000000000010", "oops"),
            ("Internal error: Oops: 0000000096000004 [#1] SMP", "oops"), ("Oops [#1]", "oops"),
            ("CPU 1 Unable to handle kernel paging request at virtual address 00000004, epc == 80101234", "oops"),
            ("kernel BUG at fs/ext4/inode.c:120!", "bug"),
            ("BUG: sleeping function called from invalid context at kernel/locking/mutex.c:580", "bug"),
            ("BUG: scheduling while atomic: swapper/0/0/0x00000002", "bug"),
            ("WARNING: CPU: 0 PID: 1 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110", "warning"),
            ("WARNING: lib/refcount.c:28 at refcount_warn_saturate+0xba/0x110, CPU#1: kworker/1:1/34", "warning"),
            ("WARNING: possible circular locking dependency detected", "lockdep"),
            ("WARNING: suspicious RCU usage", "lockdep"), ("WARNING: init/1 still has locks held!", "lockdep"),
            ("WARNING: HARDIRQ-safe -> HARDIRQ-unsafe lock order detected", "lockdep"),
            ("BUG: MAX_LOCKDEP_ENTRIES too low!", "lockdep"),
            ("BUG: KASAN: slab-use-after-free in foo+0x12/0x34", "kasan"),
            ("BUG: KFENCE: out-of-bounds read in foo+0x12/0x34", "kfence"),
            ("BUG: KCSAN: data-race in foo / bar", "kcsan"), ("BUG: KMSAN: uninit-value in foo+0x12/0x34", "kmsan"),
            ("UBSAN: shift-out-of-bounds in drivers/a.c:12:3", "ubsan"),
            ("rcu: INFO: rcu_preempt self-detected stall on CPU", "rcu-stall"),
            ("INFO: rcu_sched detected stalls on CPUs/tasks:", "rcu-stall"),
            ("INFO: task kworker/0:1:17 blocked for more than 120 seconds.", "hung-task"),
            ("watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [loop:42]", "soft-lockup"),
            ("NMI watchdog: Watchdog detected hard LOCKUP on cpu 1", "hard-lockup"),
            ("watchdog: CPU 1 self-detected hard LOCKUP @ foo+0x1/0x2", "hard-lockup"),
            ("dd invoked oom-killer: gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=0", "oom"),
            ("Out of memory: Killed process 77 (dd) total-vm:200kB", "oom"),
            ("systemd[1]: Freezing execution.", "init-died"),
        ])
    func classes(message: String, name: String) {
        for prefix in ["[   12.345678] ", "[   12.345678][    T1] ", "<4>[   12.345678] ", "\u{1B}[31m[   12.345678] "]
        {
            #expect(verdicts(prefix + message + "\n").map(\.kind.rawValue) == [name], "\(prefix)")
        }
        // "divide error" is a program's fault too; only the stamp says that it is the kernel's.
        #expect(verdicts(message + "\n").map(\.kind.rawValue) == (message.hasPrefix("divide") ? [] : [name]))
    }

    @Test("reports do not end a wait, and each time is news")
    func goesOn() {
        let found = verdicts(
            ["1.000000", "1.000100"].map { "[    \($0)] WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2\n" }.joined())
        #expect(found.count == 2)
        #expect(found.allSatisfy { !$0.endsWait && $0.severity == .warning })
    }

    static let warning = """
        [    3.100000] ------------[ cut here ]------------
        [    3.100010] refcount_t: underflow; use-after-free.
        [    3.100020] WARNING: CPU: 0 PID: 1 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110
        [    3.100030] Modules linked in: sample(OE)
        [    3.100040] CPU: 0 PID: 1 Comm: init Tainted: G           OE      6.1.0 #1
        [    3.100050] RIP: 0010:refcount_warn_saturate+0xba/0x110
        [    3.100060] Code: 01 01 e8 00
        [    3.100070] RAX: 0000000000000000 RBX: ffff888003c41000 RCX: 0000000000000000
        [    3.100080] Call Trace:
        [    3.100090]  <TASK>
        [    3.100100]  sample_put+0x1c/0x20 [sample]
        hello from a program
        [    3.100110]  ? do_one_initcall+0x41/0x200
        [    3.100115] virtio_net virtio0 eth0: renamed
        [    3.100120]  </TASK>
        [    3.100130] ---[ end trace 0000000000000000 ]---
        [    3.100140] sample: loaded

        """

    @Test("a warning has the words before it, its lines up to the end mark, and not what others print")
    func warning() throws {
        let verdict = try #require(verdicts(Self.warning).first)
        #expect(verdicts(Self.warning).count == 1)
        #expect(
            verdict.reason
                == "refcount_t: underflow; use-after-free.: lib/refcount.c:28 refcount_warn_saturate+0xba/0x110")
        #expect(verdict.leading.map(\.number) == [1])
        #expect(verdict.lines.count == 13)
        #expect(!verdict.lines.contains { $0.text.contains("hello") || $0.text.contains("eth0") })
        #expect(verdict.lines.last?.text.contains("end trace") == true)
    }

    @Test("its call trace and place are values")
    func trace() throws {
        let verdict = try #require(verdicts(Self.warning).first)
        #expect(verdict.place?.description == "refcount_warn_saturate+0xba/0x110")
        #expect(verdict.traces.last?.title == "Call Trace:")
        #expect(
            verdict.traces.last?.frames.map(\.description) == [
                "sample_put+0x1c/0x20 [sample]", "do_one_initcall+0x41/0x200",
            ])
    }

    @Test("an oops and the panic that it leads to are two, and the oops's own second line is none")
    func oops() throws {
        let text = """
            [    2.000000] BUG: kernel NULL pointer dereference, address: 0000000000000000
            [    2.000010] #PF: supervisor write access in kernel mode
            [    2.000020] PGD 0 P4D 0 
            [    2.000030] Oops: 0002 [#1] PREEMPT SMP NOPTI
            [    2.000040] CPU: 0 PID: 70 Comm: insmod Not tainted 6.1.0 #1
            [    2.000050] RIP: 0010:crash_init+0x5/0x1000 [crash]
            [    2.000060] Call Trace:
            [    2.000070]  do_one_initcall+0x41/0x200
            [    2.000080] ---[ end trace 0000000000000000 ]---
            [    2.000090] RIP: 0010:crash_init+0x5/0x1000 [crash]
            [    2.000100] Kernel panic - not syncing: Fatal exception
            [    2.000110] ---[ end Kernel panic - not syncing: Fatal exception ]---

            """
        #expect(
            summary(text) == [
                "oops | BUG: kernel NULL pointer dereference, address: 0000000000000000 | 8",
                "kernelPanic | Fatal exception | 1",
            ])
        #expect(verdicts(text).first?.place?.module == "crash")
    }

    @Test("BUG() is one verdict although the processor's trap is told behind it")
    func bug() {
        let text = """
            [    2.000000] ------------[ cut here ]------------
            [    2.000010] kernel BUG at sample.c:7!
            [    2.000020] invalid opcode: 0000 [#1] PREEMPT SMP
            [    2.000030] CPU: 0 PID: 70 Comm: insmod
            [    2.000040] ---[ end trace 0000000000000000 ]---

            """
        #expect(summary(text) == ["bug | kernel BUG at sample.c:7! | 3"])
    }

    @Test("KASAN's sections are traces of their own, up to the rule")
    func kasan() throws {
        let text = """
            [    2.000000] ==================================================================
            [    2.000010] BUG: KASAN: slab-use-after-free in uaf+0x1f/0x30 [sample]
            [    2.000020] Read of size 1 at addr ffff888003c41008 by task insmod/70
            [    2.000030] CPU: 0 PID: 70 Comm: insmod
            [    2.000040] Call Trace:
            [    2.000050]  <TASK>
            [    2.000060]  dump_stack_lvl+0x45/0x5e
            [    2.000070]  </TASK>
            [    2.000080] Allocated by task 70:
            [    2.000090]  kasan_save_stack+0x1e/0x40
            [    2.000100]  make+0x10/0x20 [sample]
            [    2.000110] Freed by task 70:
            [    2.000120]  free+0x10/0x20 [sample]
            [    2.000130] Memory state around the buggy address:
            [    2.000140] >ffff888003c41000: fa fb fc fc
            [    2.000150] ==================================================================
            [    2.000160] Disabling lock debugging due to kernel taint

            """
        let verdict = try #require(verdicts(text).first)
        #expect(verdict.reason == "slab-use-after-free in uaf+0x1f/0x30 [sample]")
        #expect(verdict.trailing.count == 14)
        #expect(verdict.traces.map(\.title) == ["Call Trace:", "Allocated by task 70:", "Freed by task 70:"])
        #expect(verdict.traces.map(\.frames.count) == [1, 2, 1])
        #expect(verdict.place?.function == "uaf")
    }

    @Test("with callers, two processors that report at once are kept apart")
    func callers() {
        let text = """
            [    2.000000][   T10] WARNING: CPU: 0 PID: 10 at a.c:1 one+0x1/0x2
            [    2.000001][   T20] WARNING: CPU: 1 PID: 20 at b.c:1 two+0x1/0x2
            [    2.000002][   T10] Call Trace:
            [    2.000003][   T20] Call Trace:
            [    2.000004][   T10]  one+0x1/0x2
            [    2.000005][   T20]  two+0x1/0x2
            [    2.000006][   T20] ---[ end trace 0000000000000000 ]---
            [    2.000007][   T10] ---[ end trace 0000000000000000 ]---

            """
        let found = verdicts(text)
        #expect(found.map { $0.traces.flatMap(\.frames).map(\.function) } == [["one"], ["two"]])
        #expect(found.map(\.trailing.count) == [3, 3])
    }

    @Test("a log that is shown again, or a program's words on a console with stamps, are no news")
    func quoted() {
        let text = """
            [    2.000000] WARNING: CPU: 0 PID: 10 at a.c:1 one+0x1/0x2
            [    2.000010] ---[ end trace 0000000000000000 ]---
            ~ # dmesg
            [    2.000000] WARNING: CPU: 0 PID: 10 at a.c:1 one+0x1/0x2
            [    2.000010] ---[ end trace 0000000000000000 ]---
            [   60.000000] test: done
            ~ # dmesg
            [    2.000000] WARNING: CPU: 0 PID: 10 at a.c:1 one+0x1/0x2
            BUG: this program has one
            Oops: sorry

            """
        #expect(verdicts(text).map(\.line.number) == [0])
    }

    @Test("a trace goes on behind the registers of what was interrupted, and so does its report")
    func interrupted() throws {
        let text = """
            [  355.000000] rcu: INFO: rcu_preempt self-detected stall on CPU
            [  355.000010] rcu: 	0-....: (5249 ticks this GP) idle=1c84/1/0x4000000000000000
            [  355.000020] Call Trace:
            [  355.000030]  <IRQ>
            [  355.000040]  sched_tick+0x10/0x20
            [  355.000050]  </IRQ>
            [  355.000060] RIP: 0010:loops+0x96/0xf0
            [  355.000070] Code: ff 48 89 6b
            [  355.000080] RSP: 0018:ffffa3c9c0013e28 EFLAGS: 00000246
            [  355.000090] RAX: 00000000b4a4a9a2 RBX: ffff9f1a06c2d000
            [  355.000100]  ? loops+0x60/0xf0
            [  355.000110]  kernel_init+0x16/0x120
            [  355.000120]  </TASK>
            [  355.000130] virtio_net virtio0: ready

            """
        let verdict = try #require(verdicts(text).first)
        #expect(verdict.trailing.count == 12)
        #expect(verdict.place?.function == "loops")
        #expect(verdict.traces.map(\.frames.count) == [3])
    }

    @Test("a second boot that is the same to the microsecond is news again")
    func sameBoot() {
        let boot = """
            [    0.000000] Linux version 6.1.0 (builder@example) #1 SMP
            [    2.000000] WARNING: CPU: 0 PID: 10 at a.c:1 one+0x1/0x2
            [    2.000010] ---[ end trace 0000000000000000 ]---

            """
        #expect(verdicts(boot + boot).map(\.line.number) == [1, 4])
    }

    @Test("the killing for want of memory is one verdict from the asking to the end")
    func outOfMemory() {
        let text = """
            [    9.000000] hog invoked oom-killer: gfp_mask=0x140dca, order=0, oom_score_adj=0
            [    9.000010] CPU: 0 PID: 70 Comm: hog
            [    9.000020] Call Trace:
            [    9.000030]  out_of_memory+0x1/0x2
            [    9.000040] Mem-Info:
            [    9.000050] oom-kill:constraint=CONSTRAINT_NONE,task=hog,pid=70,uid=0
            [    9.000060] Out of memory: Killed process 70 (hog) total-vm:200kB
            [    9.000070] oom_reaper: reaped process 70 (hog)

            """
        #expect(summary(text).map { $0.suffix(4) } == [" | 6"])
        #expect(summary(text + text).count == 1)
    }

    @Test("a verdict is complete once its last line has come, or the console has ended")
    func completed() {
        var recogniser = ConsoleRecogniser()
        var lines = ConsoleLines()
        for line in lines.append(Self.warning.utf8) {
            let isEnd = line.text.contains("end trace")
            _ = recogniser.consume(line)
            #expect(recogniser.takeCompleted().count == (isEnd ? 1 : 0))
        }
        for line in lines.append("[    4.000000] UBSAN: x in a.c:1:2\n".utf8) { _ = recogniser.consume(line) }
        #expect(recogniser.takeCompleted().isEmpty)
        recogniser.finish()
        #expect(recogniser.takeCompleted().map(\.kind) == [.ubsan])
    }

    @Test("a report that breaks off does not take what comes for ever")
    func broken() {
        let text =
            "[    2.000000] WARNING: CPU: 0 PID: 10 at a.c:1 one+0x1/0x2\n[    2.000001] Call Trace:\n"
            + String(repeating: "[    3.000000] something else\n", count: 200)
            + "[    3.000000] ---[ end trace 0000000000000000 ]---\n"
        #expect(verdicts(text, pieces: 4096).first?.trailing.count == 1)
    }
}
