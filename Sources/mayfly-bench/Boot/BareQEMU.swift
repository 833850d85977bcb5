import Channels
import Host
import KubeVirt
import LocalProvider
import Machines
import Mayfly
import Offload

/// The same machine by a QEMU command line as one would write it by hand: no libvirt, no monitor, one port.
struct BareQEMU: Sendable {
    let emulator: String
    let accelerator: Accelerator
    private let vmi: VirtualMachineInstance

    /// Boots what a machine of ours boots.
    init(_ machine: Machine) {
        vmi = machine.vmi
        accelerator = machine.accelerator
        emulator = Emulator.path(for: vmi.spec.architecture) ?? "qemu-system-x86_64"
    }

    /// The time from the call that starts QEMU to the greeting of the guest's helper.
    func boot() async throws -> Duration {
        // A machine's directory: should we be killed, the next start of anything of ours removes it, and QEMU with it.
        let directory = try MachineDirectory.make(machine: "bare", in: .ofThisUser, identity: .user)
        return try await finishing {
            let arguments = try arguments(in: directory)
            let listener = try UnixListener(directory.path + "/port")
            return try await greeting(arguments, on: listener, console: directory.consoleLog)
        } finally: {
            try? directory.remove()
        }
    }

    private func greeting(_ arguments: [String], on listener: UnixListener, console: String) async throws -> Duration {
        let limit = Duration.seconds(30) * accelerator.deadlineScale
        let emulator = emulator
        return try await withThrowingTaskGroup(of: Duration.self) { group in
            defer { group.cancelAll() }
            let called = ContinuousClock.now
            group.addTask {
                // Through setpriv, which makes QEMU die with us and costs QEMU's start about a millisecond.
                let result = try await Child.run(emulator, arguments, limit: limit)
                try Task.checkCancellation()
                throw BenchError(
                    "the bare QEMU ended, or its guest did not greet within \(limit)", result.output, console)
            }
            group.addTask {
                // QEMU connects to us, so nothing is polled.
                let channel = try await HelperChannel.connect(
                    over: try await listener.accept(), usedBefore: false, within: limit)
                let greeted = ContinuousClock.now
                await channel.close()
                return greeted - called
            }
            guard let time = try await group.next() else { throw CancellationError() }
            return time
        }
    }

    private func arguments(in directory: MachineDirectory) throws -> [String] {
        let annotations = try Annotations(vmi.metadata)
        let domain = vmi.spec.domain
        var words = [
            "-name", "guest=\(directory.lease.domain)", "-nodefaults", "-no-user-config", "-display", "none",
            "-monitor", "none",
            "-machine", domain.machine?.type ?? "q35", "-accel", accelerator.rawValue,
            "-m", "\((domain.memory?.guest?.roundedUp ?? 0) >> 20)", "-smp", "\(domain.cpu?.count ?? 1)",
            "-serial", "file:\(directory.consoleLog)",
            "-chardev", "socket,id=helper,path=\(directory.path)/port", "-device", "virtio-serial-pci",
            "-device", "virtserialport,chardev=helper,name=dev.mayfly.helper.0",
        ]
        if let kernel = annotations.kernel { words += ["-kernel", kernel] }
        if let initrd = annotations.initrd { words += ["-initrd", initrd] }
        if let line = domain.firmware?.kernelBoot?.kernelArgs { words += ["-append", line] }
        return words
    }
}

/// A benchmark that cannot go on.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ message: String, _ output: String, _ console: String) {
        let lines =
            output.split(separator: "\n").suffix(5) + (FileSystem.text(console) ?? "").split(separator: "\n").suffix(20)
        description = message + lines.map { "\n  | \($0)" }.joined()
    }
}
