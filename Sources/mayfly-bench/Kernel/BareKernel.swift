import Boots
import Host
import KubeVirt
import Lifecycle
import LocalProvider

/// The same kernel by a QEMU command line as one would write it by hand, its console read from a pipe.
struct BareKernel: Sendable {
    let boot: Boot
    let kernel: String
    let initramfs: String?
    let accelerator: Accelerator

    var emulator: String { Emulator.path(for: nil) ?? "qemu-system-x86_64" }

    func boot() async throws -> (fromCall: Double, fromKernel: Double) {
        let (times, call) = (ConsoleTimes(), ContinuousClock.now)
        let limit = Duration.seconds(60) * accelerator.deadlineScale
        let result = try await Child.run(emulator, arguments, limit: limit) { times.take($0) }
        try Task.checkCancellation()
        guard let seconds = times.seconds(since: call) else {
            throw BenchError("the bare QEMU's kernel did not come to its userspace", result.output, "")
        }
        return seconds
    }

    private var arguments: [String] {
        var words = [
            "-nodefaults", "-no-user-config", "-display", "none", "-monitor", "none", "-machine", "q35", "-accel",
            accelerator.rawValue, "-m", "\(boot.memory.roundedUp >> 20)", "-smp", "\(boot.cpus)", "-serial", "stdio",
            "-kernel", kernel, "-append", boot.commandLine,
        ]
        if let initramfs { words += ["-initrd", initramfs] }
        return words
    }
}
