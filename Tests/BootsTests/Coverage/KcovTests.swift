import Machines
import MayflyTestSupport
import Symbols
import Testing

@testable import Boots
@testable import mayfly

/// What comes of kcov, as values. Nothing is booted.
@Suite struct KcovTests {
    private let kernel = KernelFiles(image: "/k", version: "6.9")
    private let whole = """
        kcov 1
        text ffffffff9c000000
        module loop ffffffffc0100000 9000
        tasks 3
        uncovered 1
        overflows 2
        addresses 3
        ffffffff81000010
        ffffffff81000020
        ffffffffa5101000

        """

    @Test("the guest's answer is read, and one that is not whole is none")
    func answer() throws {
        let answer = try #require(KcovAnswer(whole))
        #expect((answer.tasks, answer.uncovered, answer.overflows) == (3, 1, 2))
        #expect(answer.addresses == [0xffff_ffff_8100_0010, 0xffff_ffff_8100_0020, 0xffff_ffff_a510_1000])
        #expect(answer.text == 0xffff_ffff_9c00_0000 && answer.absence == nil)
        #expect(answer.modules == [0xffff_ffff_c010_0000..<0xffff_ffff_c010_9000])
        #expect(KcovAnswer("kcov 1\nabsent 2 No such file or directory\n")?.absence == "No such file or directory")
        #expect(KcovAnswer("kcov 1\ntasks 1\naddresses 0\n")?.addresses == [])
        let lines = whole.split(separator: "\n")
        for count in 0..<lines.count { #expect(KcovAnswer(lines.prefix(count).joined(separator: "\n")) == nil) }
        for text in [
            "kcov 2\naddresses 0\n", "kcov 1\naddresses x\n", "kcov 1\naddresses 1\nx\n", "kcov 1\nsurprise\n",
            "kcov 1\nmodule a ffffffffffffffff 2\naddresses 0\n",
            // The guest's root may have written anything.
            "kcov 1\n \naddresses 0\n", "kcov 1\naddresses 1\n0\n",
        ] {
            #expect(KcovAnswer(text) == nil, "\(text)")
        }
    }

    @Test("an address of a module is told from one of the kernel by where chance has put both")
    func modules() throws {
        let answer = try #require(KcovAnswer(whole))
        // The kernel is 0x1b000000 behind where it was linked to, and kcov has taken that off the module's address.
        #expect(answer.ownAddresses(linked: 0xffff_ffff_8100_0000) == Array(answer.addresses.prefix(2)))
        #expect(answer.ownAddresses(linked: nil) == answer.addresses)
        #expect(answer.ownAddresses(linked: 0xffff_ffff_9c00_0000) == answer.addresses)
    }

    @Test("lines become a tracefile of lcov, each once, in their order, and a file has one name")
    func trace() {
        let trace = LineTrace([
            SourcePlace("b", file: "/l/kernel/b.c", line: 7), SourcePlace("a", file: "/l/./include/a.h", line: 12),
            SourcePlace("b", file: "/l/kernel/b.c", line: 7), SourcePlace("a", file: "/l/mm/../include/a.h", line: 3),
            SourcePlace("r", file: "../r.c", line: 1),
        ])
        #expect(trace.fileCount == 3 && trace.lineCount == 4)
        #expect(
            trace.text == """
                TN:
                SF:../r.c
                DA:1,1
                LF:1
                LH:1
                end_of_record
                SF:/l/include/a.h
                DA:3,1
                DA:12,1
                LF:2
                LH:2
                end_of_record
                SF:/l/kernel/b.c
                DA:7,1
                LF:1
                LH:1
                end_of_record

                """)
        #expect(LineTrace([]).text == "TN:\n")
    }

    @Test("what is not in it is said, and only that")
    func notice() throws {
        var kcov = BootKcov(try #require(KcovAnswer(whole)), path: "/o", form: .addresses)
        let printer = BootPrinter(showsConsole: false, showsOutput: false)
        #expect(
            printer.text(of: .touched(kcov))
                == "mayfly: by kcov the command touched 3 addresses of the kernel; /o has one a line, for want of the kernel's "
                + "symbols (--vmlinux); 1 of its 3 tasks were not counted; a buffer was full 2 times, so something is missing\n"
        )
        (kcov.form, kcov.lines, kcov.files, kcov.unplaced) = (.lines, 9, 4, 1)
        (kcov.uncovered, kcov.overflows) = (0, 0)
        #expect(
            "\(kcov)"
                == "by kcov the command touched 9 lines in 4 files of the kernel; /o is an lcov tracefile of them; "
                + "1 of 3 addresses have no line")
    }

    @Test("the option that a kernel lacks is named, with where that is said")
    func absence() {
        func reason(_ text: String?) -> String {
            BootKcov.absence(kernel, text.map { KernelConfig($0, place: "/c") }, said: "Permission denied")
        }
        let bare = reason("CONFIG_DEBUG_FS=y\n# CONFIG_KCOV is not set\n")
        #expect(bare.contains("the kernel 6.9 has no kcov: /c does not set CONFIG_KCOV. Build it with"), "\(bare)")
        #expect(bare.contains("CONFIG_KCOV_INSTRUMENT_ALL=y"))
        #expect(reason("").contains("CONFIG_DEBUG_FS and CONFIG_KCOV."))
        #expect(reason("CONFIG_DEBUG_FS=y\nCONFIG_KCOV=y\n").contains("used: Permission denied. Leave "))
        #expect(reason(nil).contains("(Permission denied), and its configuration is not known. Build it with"))
    }

    @Test("a boot is refused whose guest nobody talks to, or that has no command")
    func refusals() {
        for (change, part) in [
            ({ ($0.userspace, $0.command) = (.initrd("/i"), []) }, "our own initramfs"),
            ({ $0.debugging.recording = "/tmp/r" }, "recorded"), ({ $0.repetition = .exact }, "leave --kcov"),
            ({ $0.command = [] }, "Add one behind --"),
            ({ $0.debugging.coverage = "/o" }, "by another option"),
            ({ $0 = Boot(program: "/p", on: .microbit) }, "cannot have --kcov"),
        ] as [((inout Boot) -> Void, String)] {
            var boot = Boot(kernel: "/k")
            boot.command = ["true"]
            change(&boot)
            boot.debugging.kcov = "/o"
            let changed = boot
            let error = #expect(throws: MachineError.self) { _ = try BootCourse(changed) }
            #expect(error?.message.contains(part) == true, "\(String(describing: error))")
        }
    }

    @Test("what is at the file's place already is not touched")
    func new() throws {
        let scratch = Scratch("kcov")
        var boot = Boot(kernel: "/k")
        (boot.command, boot.debugging.kcov) = (["true"], try scratch.write("mine", "x"))
        let there = boot
        let error = #expect(throws: MachineError.self) { _ = try BootCourse(there) }
        #expect(error?.message.contains("/mine is there") == true && scratch.text("mine") == "x")
    }

    @Test("why it is lost is told in lines of its own")
    func lost() {
        let text = BootPrinter(showsConsole: false, showsOutput: false).text(of: .lost("/o is lost\n  because: \u{1B}"))
        #expect(text?.hasPrefix("mayfly: warning: /o is lost\n  because: ") == true)
        #expect(text?.contains("\u{1B}") == false)
    }

    @Test("only where kcov is asked for is the command run by the launcher, from where the helper is")
    func launch() {
        var boot = Boot(kernel: "/k")
        boot.command = ["cat", "/proc/version"]
        #expect(boot.launch == boot.command)
        boot.debugging.kcov = "/o"
        #expect(boot.launch == ["/usr/libexec/mayfly-guest", "kcov", "/tmp/.mayfly-kcov"] + boot.command)
        boot.root = "/r"
        #expect(boot.launch.first == "/run/mayfly-guest")
    }
}
