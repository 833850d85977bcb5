import Testing
import Verdicts

@testable import Boots

@Suite struct BootStormTests {
    private func says(_ text: String) -> BootCourse.Event { .console(Array(text.utf8)) }

    @Test("of a storm the first reports are kept and the rest is counted, and what fails the boot is among them")
    func storm() throws {
        var boot = Boot(kernel: "/k")
        boot.keepsGoing = true
        var course = try BootCourse(boot)
        for second in 1...1100 {
            _ = course.handle(
                says(
                    "[ \(second).000000] WARNING: CPU: 0 PID: 1 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110\n"
                        + "[ \(second).100000] ---[ end trace 0000000000000000 ]---\n"))
        }
        #expect(course.verdicts.count == 1000 && course.unkept == 100 && course.told.count == 1000)
        _ = course.handle(says("[ 2000.000000] Oops: general protection fault [#1] SMP\n[ 2000.000000] end\n"))
        _ = course.handle(says("[ 2001.000000] reboot: Power down\n"))
        _ = course.close()
        #expect(course.verdicts.map(\.kind).suffix(2) == [.oops, .poweredDown])
        guard case .kernelFailed = try course.end() else {
            Issue.record("\(try course.end())")
            return
        }
    }
}
