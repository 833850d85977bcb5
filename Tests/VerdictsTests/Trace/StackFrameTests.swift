import Testing
import Verdicts

@Suite struct StackFrameTests {
    @Test(
        "frames are read as each architecture prints them",
        arguments: [
            (" dump_stack_lvl+0x45/0x5e", "dump_stack_lvl+0x45/0x5e call true"),
            (" ? foo.isra.0+0x1a/0x2b [my_mod]", "foo.isra.0+0x1a/0x2b [my_mod] call false"),
            (" foo+0x1/0x2 [mod 8f2a91cc]", "foo+0x1/0x2 [mod] call true"),
            ("RIP: 0010:foo.cold+0x12/0x34 [mod]", "foo.cold+0x12/0x34 [mod] counter true"),
            (" [<ffffffff81234567>] ? foo+0x7/0x90", "foo+0x7/0x90 call false"),
            ("pc : el1_abort+0x10/0x20", "el1_abort+0x10/0x20 counter true"),
            ("lr : el1_abort+0x8/0x20", "el1_abort+0x8/0x20 link true"),
            ("[c000000004a3fa50] [c00000000017c3ac] do_x+0x3c/0x120 (unreliable)", "do_x+0x3c/0x120 call false"),
            ("NIP [c00000000017c3ac] do_x+0x3c/0x120", "do_x+0x3c/0x120 counter true"),
            (" [<000003ffe0a3b2c4>] do_x+0x3c/0x120 ", "do_x+0x3c/0x120 call true"),
            ("([<000003ffe0a3b2c4>] do_x+0x3c/0x120)", "do_x+0x3c/0x120 call true"),
            (" unwind_backtrace from show_stack+0x10/0x14", "show_stack+0x10/0x14 call true"),
            ("[<c0010a0c>] (foo) from [<c000d8b4>] (show_stack+0x10/0x14)", "show_stack+0x10/0x14 call true"),
            ("PC is at do_x+0x3c/0x120", "do_x+0x3c/0x120 counter true"),
            ("epc   : 80123456 do_x+0x10/0x20", "do_x+0x10/0x20 counter true"),
            ("epc : a+0x1/0x2 ra : b+0x3/0x4", "a+0x1/0x2 counter true, b+0x3/0x4 link true"),
            ("RIP: 0033:0x401a2c", ""), ("a + 0x1/0x2", ""), ("1+0x1/0x2", ""), ("f+0x/0x2", ""),
            ("f+0x12345678123456789/0x2", ""),
        ])
    func forms(text: String, expected: String) {
        let found = StackFrame.frames(in: text[...]).map { "\($0) \($0.role) \($0.isReliable)" }
        #expect(found.joined(separator: ", ") == expected)
    }

    @Test("a sentence with a place in it is no frame of a trace")
    func sentences() {
        #expect(StackFrame.isTraceLine("  ? foo+0x1/0x2 [m]"))
        #expect(StackFrame.isTraceLine("[<ffffffff80005a8e>] show_stack+0x2c/0x38"))
        #expect(!StackFrame.isTraceLine("WARNING: CPU: 0 PID: 1 at lib/a.c:28 foo+0xba/0x110"))
        #expect(!StackFrame.isTraceLine("BUG: KASAN: use-after-free in foo+0xba/0x110"))
    }
}
