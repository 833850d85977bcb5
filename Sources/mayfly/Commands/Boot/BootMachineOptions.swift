import Boots
import Mayfly
import Terminal

/// `mayfly boot`: what the machine is, beside its processors and memory.
enum BootMachineOptions {
    static let machine = Option(
        "machine", .machine,
        "The machine's type as QEMU calls it, such as pc or vexpress-a15; or a BOARD with a microcontroller "
            + "(\(Board.allCases.map(\.rawValue).joined(separator: ", "))), which runs a program without a system, an ELF "
            + "file named by --kernel, until it ends, which it tells by semihosting; --append has its arguments.")
    static let firmware = Option(
        "firmware", .path.named("FILE|uefi"),
        "Begin with this firmware (OVMF, U-Boot, OpenSBI, coreboot), or with this host's UEFI. Without --kernel it finds "
            + "what there is on the disks of --device.")
    static let deviceTree = Option(
        "dtb", .path.named("FILE"), "Give the kernel this device tree in the place of the machine's own.")
    static let device = RepeatedOption(
        "device", .device,
        "Add a device: \(BootDevice.forms.joined(separator: ", ")). A FILE is a raw image, and only read, which sata cannot; "
            + "what has a SIZE is empty, and gone with the machine.")

    static let specs = [machine.spec, firmware.spec, deviceTree.spec, device.spec]

    static func apply(_ invocation: Invocation, to boot: inout Boot) {
        if boot.board == nil { boot.machineType = invocation[machine] }
        boot.firmware = invocation[firmware].map {
            $0 == BootFirmware.uefiName ? .uefi : .file(HostFile.absolute($0))
        }
        boot.deviceTree = invocation[deviceTree].map(HostFile.absolute)
        boot.devices = invocation[device]
    }

    /// What is booted: a kernel, a board's program or a firmware alone. What only a kernel can have is refused by its name.
    static func boot(_ invocation: Invocation, _ userspace: () throws(MachineError) -> Boot.Userspace)
        throws(MachineError) -> Boot
    {
        let board = invocation[machine].flatMap(Board.init)
        guard let path = invocation[BootOptions.kernel] else {
            if let board {
                throw MachineError(
                    .invalidInput,
                    "\(board.rawValue) is a board, and begins with its program; name that by --kernel FILE"
                        + (invocation[firmware] == nil ? "" : ", and leave --firmware out"))
            }
            guard let text = invocation[firmware] else {
                throw MachineError(.invalidInput, "there is nothing to boot; name a kernel by --kernel PATH")
            }
            let others = invocation.given(
                [
                    BootOptions.initrd.spec, BootOptions.noInitrd.spec, BootInitramfsOptions.initramfs.spec,
                    BootOptions.module.spec,
                ])
            guard others.isEmpty else {
                throw MachineError(
                    .invalidInput,
                    "a firmware alone cannot have \(others.joined(separator: ", ")), which is for a kernel; name one by "
                        + "--kernel, or leave that out")
            }
            return Boot(firmware: BootFirmware(text))
        }
        guard let board else {
            return Boot(kernel: path, userspace: try userspace())
        }
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
