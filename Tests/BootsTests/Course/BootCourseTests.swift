import Machines
import Testing
import Verdicts

@testable import Boots

@Suite struct BootCourseTests {
    private static let panic = """
        [    2.000000] Kernel panic - not syncing: sysrq triggered crash
        [    2.100000] CPU: 0 PID: 1 Comm: sh Not tainted 6.1.0 #1
        [    2.200000] ---[ end Kernel panic - not syncing: sysrq triggered crash ]---

        """
    private static let warning = """
        [    1.000000] ------------[ cut here ]------------
        [    1.100000] WARNING: CPU: 0 PID: 1 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110
        [    1.200000] ---[ end trace 0000000000000000 ]---

        """

    private func boot(_ change: (inout Boot) -> Void = { _ in }) -> Boot {
        var boot = Boot(kernel: "/k")
        change(&boot)
        return boot
    }

    private func says(_ text: String) -> BootCourse.Event { .console(Array(text.utf8)) }

    @Test("a command is run when the guest is up, and its status is the end")
    func command() throws {
        var course = try BootCourse(boot { $0.command = ["true"] })
        #expect(course.handle(.up) == [.runCommand])
        #expect(course.handle(.exited(7)) == [.finish])
        _ = course.close()
        #expect(try course.end() == .commandExited(7))
    }

    @Test("a command that exits with 0 passes, and not when a line is missing")
    func missed() throws {
        var course = try BootCourse(
            boot {
                $0.command = ["true"]
                $0.expectations = [.init("never")]
            })
        _ = course.handle(.up)
        _ = course.handle(.exited(0))
        _ = course.close()
        #expect(try course.end() == .missed([.init("never")]))
    }

    @Test("a panic with all its lines ends the boot, and stands over the time that was up")
    func kernelPanic() throws {
        var course = try BootCourse(boot { $0.timeout = .seconds(1) })
        #expect(course.start() == [.set(.timeout, .seconds(1))])
        let actions = course.handle(says(Self.panic + "[    3.000000] later\n"))
        #expect(actions.contains(.finish))
        let told = actions.compactMap { if case .tell(.verdict(let verdict, true)) = $0 { verdict } else { nil } }
        #expect(told.map(\.kind) == [.kernelPanic] && told.first?.lines.count == 3)
        #expect(course.handle(.alarm(.timeout)) == [])
        #expect(course.close() == [])
        #expect(try course.end() == .kernelFailed("panic: sysrq triggered crash"))
    }

    @Test("a panic that breaks off is judged with the lines that came")
    func brokenOff() throws {
        var course = try BootCourse(boot())
        let actions = course.handle(
            says("[    2.000000] Kernel panic - not syncing: half\n[    2.100000] CPU: 0 PID: 1\n"))
        guard case .set(.report(let line), BootCourse.patience)? = actions.first else {
            Issue.record("\(actions)")
            return
        }
        let then = course.handle(.alarm(.report(line)))
        #expect(then.last == .finish)
        guard case .tell(.verdict(let verdict, fails: true))? = then.first else {
            Issue.record("\(then)")
            return
        }
        #expect(verdict.lines.count == 2)
        // It is told once.
        #expect(course.close() == [])
    }

    @Test("a warning is told and ends nothing, unless it is to fail the boot")
    func severity() throws {
        var course = try BootCourse(boot { $0.command = ["true"] })
        let actions = course.handle(says(Self.warning))
        #expect(!actions.contains(.finish))
        #expect(actions.contains { if case .tell(.verdict(_, fails: false)) = $0 { true } else { false } })
        _ = course.handle(.exited(0))
        _ = course.close()
        #expect(try course.end() == .passed)

        var strict = try BootCourse(boot { $0.failOn = ["warnings"] })
        #expect(strict.handle(says(Self.warning)).last == .finish)
        _ = strict.close()
        guard case .kernelFailed(let words) = try strict.end() else {
            Issue.record("\(try strict.end())")
            return
        }
        #expect(words.hasPrefix("warning: "))
    }

    @Test("what is allowed by its text does not fail, and what keeps going fails at the end")
    func policy() throws {
        var allowed = try BootCourse(
            boot {
                $0.failOn = ["warnings"]
                $0.allow = ["warning=refcount_warn_saturate"]
            })
        #expect(!allowed.handle(says(Self.warning)).contains(.finish))
        var patient = try BootCourse(
            boot {
                $0.failOn = ["warning"]
                $0.keepsGoing = true
                $0.command = ["true"]
            })
        #expect(!patient.handle(says(Self.warning)).contains(.finish))
        _ = patient.handle(.exited(0))
        _ = patient.close()
        guard case .kernelFailed = try patient.end() else {
            Issue.record("\(try patient.end())")
            return
        }
        #expect(throws: MachineError.self) { try BootCourse(boot { $0.failOn = ["wraning"] }) }
    }

    @Test("a panic that is allowed ends the boot, and what was expected decides")
    func allowedPanic() throws {
        var course = try BootCourse(
            boot {
                $0.allow = ["panic"]
                $0.expectations = [.init("sysrq triggered")]
                $0.command = ["crash"]
            })
        #expect(course.handle(says(Self.panic)).contains(.finish))
        _ = course.close()
        #expect(try course.end() == .passed)
    }

    @Test("a boot without a command passes with the last line that was expected, a prompt too")
    func expectations() throws {
        let (first, last) = (BootExpectation("first"), BootExpectation(.regex("login: $"), within: .seconds(9)))
        var course = try BootCourse(boot { $0.expectations = [first, last] })
        #expect(course.start() == [.set(.expectation(1), .seconds(9))])
        #expect(course.handle(says("the first\n")) == [.tell(.met(first))])
        #expect(course.handle(says("box login: ")) == [.tell(.met(last)), .finish])
        _ = course.close()
        #expect(try course.end() == .passed)
        #expect(course.expectationsMet == [first, last])
    }

    @Test("an expectation's own time ends the boot, once it has not come")
    func late() throws {
        var course = try BootCourse(boot { $0.expectations = [.init("a", within: .seconds(1)), .init("b")] })
        _ = course.handle(says("a\n"))
        #expect(course.handle(.alarm(.expectation(0))) == [])
        var other = try BootCourse(boot { $0.expectations = [.init("a", within: .seconds(1))] })
        #expect(other.handle(.alarm(.expectation(0))) == [.finish])
        _ = other.close()
        guard case .timedOut(let words) = try other.end() else {
            Issue.record("\(try other.end())")
            return
        }
        #expect(words.contains("‘a’"))
    }

    @Test(
        "a guest that goes off or restarts before the command ends has failed, and one that nobody expects more of has not"
    )
    func off() throws {
        var course = try BootCourse(boot { $0.command = ["true"] })
        _ = course.handle(says("[    2.000000] reboot: Power down\n"))
        #expect(course.handle(.off(.guestShutDown)) == [.finish] || course.isOver)
        _ = course.close()
        guard case .kernelFailed = try course.end() else {
            Issue.record("\(try course.end())")
            return
        }
        var idle = try BootCourse(boot())
        _ = idle.handle(says("[    2.000000] reboot: Power down\n"))
        _ = idle.handle(.off(.guestShutDown))
        _ = idle.close()
        #expect(try idle.end() == .passed)
    }

    @Test("a reset without a word is the kernel's failure, one that it announced is an end")
    func reset() throws {
        var sudden = try BootCourse(boot())
        _ = sudden.handle(says("booting\n"))
        #expect(sudden.handle(.reset) == [.finish])
        _ = sudden.close()
        guard case .kernelFailed(let words) = try sudden.end() else {
            Issue.record("\(try sudden.end())")
            return
        }
        #expect(words.contains("triple fault"))
        var orderly = try BootCourse(boot())
        _ = orderly.handle(says("[    2.000000] reboot: Restarting system\n"))
        #expect(orderly.handle(.reset).last == .finish || orderly.isOver)
        _ = orderly.close()
        #expect(try orderly.end() == .passed)
        // The two come on different ways.
        var late = try BootCourse(boot())
        #expect(late.handle(.reset) == [.finish])
        _ = late.handle(says("[    2.000000] reboot: Restarting system\n"))
        _ = late.close()
        #expect(try late.end() == .passed)
    }

    @Test("what kept a boot from saying anything is an error, unless the kernel explains it a moment later")
    func failures() throws {
        var lost = try BootCourse(boot { $0.command = ["true"] })
        let error = MachineError(.channelLost, "gone", execution: .mayHaveRun)
        #expect(lost.handle(.commandFailed(error)) == [.set(.explanation, BootCourse.patience)])
        #expect(lost.handle(.alarm(.explanation)) == [.finish])
        _ = lost.close()
        #expect(throws: MachineError.self) { try lost.end() }
        var explained = try BootCourse(boot { $0.command = ["true"] })
        _ = explained.handle(.commandFailed(error))
        #expect(explained.handle(says(Self.panic)).contains(.finish))
        _ = explained.close()
        #expect(try explained.end() == .kernelFailed("panic: sysrq triggered crash"))
        var ended = try BootCourse(boot())
        #expect(ended.handle(.off(.hypervisorDied)) == [.finish])
        _ = ended.close()
        #expect(throws: MachineError.self) { try ended.end() }
    }

    @Test("a helper that does not answer is a matter of time, and of none to who only watches the console")
    func unreachable() throws {
        let error = MachineError(.notReady, "waited 60 s")
        var course = try BootCourse(boot { $0.command = ["true"] })
        #expect(course.handle(.unreachable(error)) == [.finish])
        _ = course.close()
        guard case .timedOut = try course.end() else {
            Issue.record("\(try course.end())")
            return
        }
        var watcher = try BootCourse(boot { $0.expectations = [.init("x")] })
        #expect(watcher.handle(.unreachable(error)) == [])
    }

    @Test("a command without our initramfs is refused")
    func refusals() {
        #expect(throws: MachineError.self) {
            try BootCourse(
                boot {
                    $0.userspace = .initrd("/i")
                    $0.command = ["true"]
                })
        }
        #expect(throws: MachineError.self) { try BootCourse(boot { $0.expectations = [.init(.regex("("))] }) }
        #expect(throws: MachineError.self) { try BootCourse(boot { $0.copies = [BootCopy("/a", to: "/b")] }) }
    }
}
