import Machines
import Testing
import Verdicts

@testable import Boots

@Suite struct BootResultsTests {
    private func boot(_ userspace: Boot.Userspace = .tools(), _ command: [String] = []) -> Boot {
        var boot = Boot(kernel: "/k", userspace: userspace)
        boot.command = command
        boot.readsResults = true
        boot.endsAfterKernelTests = true
        return boot
    }

    private func says(_ text: String) -> BootCourse.Event { .console(Array(text.utf8)) }

    private func node(_ name: String, _ number: Int, line: Int) -> TestNode {
        TestNode(name, number: number, status: .passed, line: line)
    }

    private static let kunit = """
        [    0.500000] KTAP version 1
        [    0.500000] 1..2
        [    0.500000]     KTAP version 1
        [    0.500000]     # Subtest: list
        [    0.500000]     1..2
        [    0.500000]     ok 1 add
        [    0.500000]     not ok 2 remove
        [    0.500000] not ok 1 list
        [    0.500000] ok 2 time

        """

    @Test("a kernel without userspace ends with its last result, and the panic that follows is none of its failures")
    func kunit() throws {
        var course = try BootCourse(boot(.none))
        let panic = "[    0.600000] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\n"
        #expect(course.handle(says(Self.kunit + panic)).last == .finish)
        _ = course.close()
        #expect(try course.end() == .testsFailed("1 test failed: list/remove"))
    }

    @Test("a kernel whose messages have no time stamps ends with its last result, too")
    func unstamped() throws {
        var course = try BootCourse(boot(.none))
        #expect(!course.handle(says("KTAP version 1\n1..2\nok 1 a\n")).contains(.finish))
        #expect(course.handle(says("ok 2 b\n")) == [.tell(.test(.result(node("b", 2, line: 4), within: []))), .finish])
    }

    @Test("results of programs end no boot: the next collection may fail, and its failure counts")
    func collections() throws {
        for kunit in [false, true] {
            var boot = boot(.initrd("/i"))
            boot.endsAfterKernelTests = kunit
            var course = try BootCourse(boot)
            #expect(!course.handle(says("[    0.100000] Run /init\n")).contains(.finish))
            #expect(!course.handle(says("TAP version 13\n1..1\nok 1 first\n")).contains(.finish))
            #expect(!course.handle(says("TAP version 13\n1..1\nnot ok 1 second\n")).contains(.finish))
            _ = course.handle(says("[    0.600000] reboot: Power down\n"))
            _ = course.close()
            #expect(try course.end() == .testsFailed("1 test failed: second"))
            #expect(course.documents.count == 2)
        }
    }

    @Test("results of the kernel end a boot only where it is for them, and with what is expected both have to come")
    func withoutKUnit() throws {
        for tools in [Boot.Userspace.none, .tools()] {
            var boot = boot(tools)
            boot.endsAfterKernelTests = false
            var course = try BootCourse(boot)
            #expect(!course.handle(says(Self.kunit)).contains(.finish))
            #expect(course.handle(.up) == [])
            #expect(course.handle(.unreachable(MachineError(.notReady, "late"))) == [])
            boot.expectations = [.init("login:")]
            course = try BootCourse(boot)
            #expect(!course.handle(says(Self.kunit)).contains(.finish))
            #expect(course.handle(says("login: ")).contains(.finish))
        }
        var both = boot(.none)
        both.expectations = [.init("login:")]
        var course = try BootCourse(both)
        #expect(!course.handle(says("login: \n")).contains(.finish))
        #expect(course.handle(says(Self.kunit)).contains(.finish))
    }

    @Test("a report that began before the last result and ends behind it is a failure")
    func reportAmongResults() throws {
        var course = try BootCourse(boot(.none))
        let oops = "BUG: KASAN: slab-out-of-bounds in kmalloc_oob_right+0x10/0x20"
        let bar = "[    0.500000] =================================================================="
        let last = "[    0.500000] ok 2 time\n"
        let before = Self.kunit.split(separator: "\n").dropLast().joined(separator: "\n")
        _ = course.handle(says("\(before)\n\(bar)\n[    0.500000][    C0] \(oops)\n\(last)"))
        #expect(course.verdicts.isEmpty && course.isOver)
        _ = course.close()
        guard case .kernelFailed(let words) = try course.end() else {
            Issue.record("\(try course.end())")
            return
        }
        #expect(words.hasPrefix("kasan: "))
    }

    @Test("with tools it ends when the guest is up, for all that is built in has run by then")
    func up() throws {
        var course = try BootCourse(boot())
        #expect(!course.handle(says(Self.kunit)).contains(.finish))
        #expect(course.handle(.up) == [.finish])
    }

    @Test("a command's output is TAP without a version line, and both its status and its results decide")
    func output() throws {
        var course = try BootCourse(boot(.tools(), ["./check"]))
        _ = course.handle(.up)
        _ = course.handle(.output(Array("1..2\nok 1 - a\nnot ".utf8)))
        _ = course.handle(.output(Array("ok 2 - b\n".utf8)))
        _ = course.handle(.exited(0))
        _ = course.close()
        #expect(try course.end() == .testsFailed("1 test failed: b"))
    }

    @Test("passing results pass, results that are cut off do not, and none at all do not either")
    func ends() throws {
        for (text, passes) in [("1..1\nok 1\n", true), ("1..2\nok 1\n", false), ("hello\n", false), ("", false)] {
            var course = try BootCourse(boot(.tools(), ["./check"]))
            _ = course.handle(.output(Array(text.utf8)))
            _ = course.handle(.exited(0))
            _ = course.close()
            #expect(try course.end().hasPassed == passes, "\(text)")
        }
    }

    @Test("a command that says nothing beside a console with results leaves those alone")
    func consoleOnly() throws {
        var course = try BootCourse(boot(.tools(), ["true"]))
        _ = course.handle(says("[    0.500000] KTAP version 1\n[    0.500000] 1..1\n[    0.500000] ok 1 all\n"))
        _ = course.handle(.output(Array("done\n".utf8)))
        _ = course.handle(.exited(0))
        _ = course.close()
        #expect(try course.end() == .passed)
        #expect(course.documents.count == 1)
    }
}
