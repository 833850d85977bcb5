import Fixtures
import Host
import Images
import LocalProvider

/// Whether a machine can be booted here, by a bare QEMU: a fault of ours must fail a test, not skip it.
enum MachineProbe {
    /// What a kernel says that has come to the end of its own boot and finds nothing to run.
    private static let proof = "Unable to mount root fs"

    static func obstacle() async -> String? {
        for program in ["libvirtd", "tini", "setpriv"] {
            if let obstacle = ProgramProbe.obstacle(program) { return obstacle }
        }
        guard let emulator = Emulator.path(for: nil) else {
            return "QEMU for this host's architecture is not installed"
        }
        do {
            let kernel = try HostKernel.find(.host)
            _ = try await Busybox.examine(Busybox.usualPath)
            let result = try await Child.run(
                emulator,
                [
                    "-accel", "tcg", "-m", "128", "-nodefaults", "-display", "none", "-no-reboot", "-serial", "stdio",
                    "-monitor", "none", "-kernel", kernel.path, "-append", "console=ttyS0 panic=-1",
                ], limit: .seconds(60), enough: { $0.contains(proof) })
            if result.output.contains(proof) { return nil }
            return
                "QEMU did not boot \(kernel.path); the last it said: \(result.output.split(separator: "\n").last ?? "nothing")"
        } catch {
            return "\(error)"
        }
    }
}
