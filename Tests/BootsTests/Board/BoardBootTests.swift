import Fixtures
import KubeVirt
import Machines
import MayflyTestSupport
import Provenance
import Terminal
import Testing

@testable import Boots
@testable import mayfly

/// A program on a board, as values. Nothing runs.
@Suite struct BoardBootTests {
    private let scratch = Scratch("board")

    @Test("its machine is the board and nothing beside it, and is admitted")
    func fixture() throws {
        var boot = Boot(program: "/p", on: .mps2AN385)
        boot.arguments = "a b"
        let fixture = boot.fixture(of: KernelFiles(image: "/p.elf", version: ""))
        let annotations = try Annotations(#require(fixture.template.metadata))
        #expect(annotations == Annotations(kernel: "/p.elf", machine: "mps2-an385", architecture: .armhf))
        #expect(annotations.board == .mps2AN385)
        #expect(fixture.template.spec.domain.firmware?.kernelBoot?.kernelArgs == "a b")
        #expect(fixture.image == nil && fixture.ready == [] && fixture.admission() == [])
        #expect(try BootRequest(boot, kernel: "/p").boot() == boot)
        var talkative = fixture
        talkative.ready = [.helper(HelperCondition())]
        #expect(talkative.admission().map(\.field) == ["ready[0]"])
    }

    @Test("the program's status is the end, and what is missing or crashed stands over that")
    func course() throws {
        func end(_ reason: StopReason, _ expectations: [BootExpectation] = []) throws -> BootEnd {
            var boot = Boot(program: "/p", on: .microbit)
            boot.expectations = expectations
            var course = try BootCourse(boot)
            #expect(course.handle(.off(reason)) == [.finish])
            _ = course.close()
            return try course.end()
        }
        #expect(try end(.exited(0)) == .passed)
        #expect(try end(.exited(3)) == .programExited(3))
        #expect(try end(.exited(0), [.init("never")]) == .missed([.init("never")]))
        for reason in [StopReason.lockedUp, .guestShutDown] {
            guard case .kernelFailed = try end(reason) else {
                Issue.record("\(reason)")
                continue
            }
        }
        #expect(throws: MachineError.self) { try end(.hypervisorDied) }
        #expect(BootExitStatus.of(.programExited(3)) == 3)
    }

    @Test("what only a kernel can have is refused by its option's name, before anything is looked for")
    func refusals() async throws {
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        for (words, part) in [
            (["--initrd", "/i"], "--initrd"), (["--no-initrd"], "--no-initrd"), (["--initramfs", "/i"], "--initramfs"),
            (["--root", "/r"], "--root"), (["--cpus", "2"], "--cpus"), (["--memory", "1Gi"], "--memory"),
            (["--modules", "/m"], "--modules"), (["--module", "loop"], "--module"),
            (["--copy-in", "/a:/b"], "--copy-in"),
            (["--network", "isolated"], "--network"), (["--gdb"], "--gdb"), (["--record", "/r"], "--record"),
            (["--dump", "/no/dump"], "--dump"), (["--shell-on-failure"], "--shell-on-failure"),
            (["--kunit"], "--kunit"), (["--kselftest", "/t"], "--kselftest"), (["--vmlinux", "/v"], "--vmlinux"),
            (["--", "true"], "a command"),
        ] {
            let line = ["boot", "--machine", "lm3s6965evb", "-k", "/no/program"] + words
            guard case .run(let invocation) = try parser.parse(line) else { return }
            let error = await #expect(throws: MachineError.self) { try await BootCommand.run(invocation) }
            #expect(error?.message.contains(part) == true && error?.message.contains("lm3s6965evb is a board") == true)
        }
    }

    @Test("a file that is no program for it is refused with what would be one")
    func program() throws {
        var program = BoardProgramFile()
        program.hang()
        #expect(BoardProgram.isForArm(program.elf))
        var other = program.elf
        other[18] = 62
        let path = try scratch.write("other.elf", "")
        for bytes in [other, [], Array(program.elf.prefix(19)), Array("hello\n".utf8)] {
            #expect(!BoardProgram.isForArm(bytes))
        }
        for place in [path, scratch("nothing")] {
            let error = #expect(throws: MachineError.self) { try BoardProgram.find(place, for: .microbit) }
            #expect(error?.code == .invalidInput && error?.message.contains(place) == true)
        }
    }
}
