import Boots
import Mayfly
import Terminal

/// `mayfly boot --machine`: a program on a board, without a system.
enum BootBoardOptions {
    static let machine = Option(
        "machine", .choice(of: Board.self).named("BOARD"),
        "Run a program without a system, an ELF file named by --kernel, on this board until it ends, which it tells by "
            + "semihosting; --append has its arguments.")

    static let specs = [machine.spec]

    /// The program and its board; nil where a kernel is meant. What only a kernel can have is refused by its name.
    static func boot(_ invocation: Invocation, _ path: String) throws(MachineError) -> Boot? {
        guard let board = invocation[machine] else { return nil }
        let others = invocation.given(
            [
                BootOptions.initrd.spec, BootOptions.noInitrd.spec, BootInitramfsOptions.initramfs.spec,
                BootOptions.module.spec, BootOptions.arch.spec, BootOptions.memory.spec, BootOptions.cpus.spec,
                DebuggingOptions.shellOnFailure.spec, BootOptions.kselftest.spec,
            ])
        guard others.isEmpty else {
            throw MachineError(
                .invalidInput,
                "\(board.rawValue) is a board with one processor, a memory of its own and no bus, and runs one program "
                    + "without a system; leave \(others.joined(separator: ", ")) out")
        }
        return Boot(program: path, on: board)
    }
}
