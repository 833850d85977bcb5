import Fixtures
import KubeVirt
import Machines

/// A program without a system on a board with a microcontroller.
extension Boot {
    func fixture(of program: String, on board: Board) -> Fixture {
        var metadata = ObjectMeta()
        Annotations(
            kernel: program, machine: board.rawValue, architecture: Board.architecture,
            debugging: debugging.annotations
        ).apply(to: &metadata)
        var spec = VirtualMachineInstanceSpec(domain: DomainSpec(memory: .init(guest: memory)))
        spec.domain.devices.autoattachGraphicsDevice = false
        spec.domain.devices.autoattachMemBalloon = false
        spec.domain.devices.autoattachPodInterface = false
        if !arguments.isEmpty { spec.domain.firmware = .init(kernelBoot: .init(kernelArgs: arguments)) }
        spec.terminationGracePeriodSeconds = 0
        return Fixture(
            name: name, template: VirtualMachineInstanceTemplate(metadata: metadata, spec: spec), ready: [])
    }

    /// Refuses what a board cannot have, by the words of the command line.
    func checkBoard() throws(MachineError) {
        guard let board else { return }
        let asked: [(String, Bool)] = [
            ("a command behind --", !command.isEmpty), ("--copy-in", !copies.isEmpty),
            ("--root", root != nil), ("an initramfs", userspace != .none),
            ("--modules", modules != nil), ("--vmlinux", symbols != nil), ("--cpus", cpus > 1),
            ("--memory", memory != Board.memory), ("--kunit", endsAfterKernelTests),
            ("--gdb", debugging.debugger != nil), ("--dump", debugging.dump != nil),
            ("--network", debugging.network != nil), ("--record", debugging.recording != nil),
            ("--repeat", repetition != nil),
            ("--coverage", debugging.coverage != nil), ("--kcov", debugging.kcov != nil),
        ]
        guard let word = asked.first(where: \.1)?.0 else { return }
        throw MachineError(
            .invalidInput,
            "\(board.rawValue) is a board with one processor, a memory of its own and no bus, and runs one program without "
                + "a system; it cannot have \(word). Leave that out")
    }
}
