import Fixtures
import Host
import Images
package import KubeVirt
import Lifecycle

/// Whether a machine can be booted here, by a bare QEMU: a fault of ours must fail a test, not skip it.
package enum MachineProbe {
    /// What a kernel says that has come to the end of its own boot and finds nothing to run.
    private static let proof = "Unable to mount root fs"

    /// Boots this host's kernel; where none can be read, as a machine from an image needs none, starts QEMU without a guest.
    /// Nil when it did.
    package static func obstacle() async -> String? {
        for program in ["libvirtd", "tini", "setpriv"] {
            if let obstacle = obstacle(program: program) { return obstacle }
        }
        guard let emulator = Emulator.path(for: nil) else {
            return "QEMU for this host's architecture is not installed"
        }
        guard let kernel = try? HostKernel.find(.host) else { return await start(emulator, for: .ofThisHost) }
        do throws(HostError) {
            let result = try await Child.run(
                emulator,
                [
                    "-accel", "tcg", "-m", "128", "-nodefaults", "-display", "none", "-no-reboot", "-serial", "stdio",
                    "-monitor", "none", "-kernel", kernel.path, "-append", "console=ttyS0 panic=-1",
                ], limit: .seconds(60), enough: { $0.contains(proof) })
            if result.output.contains(proof) { return nil }
            return "QEMU did not boot \(kernel.path); the last it said: \(lastLine(of: result))"
        } catch {
            return "\(error)"
        }
    }

    /// Boots this host's kernel under KVM, or takes the verdict of a boot before; nil when it did.
    package static func kvmObstacle() async -> String? {
        guard let emulator = Emulator.path(for: nil) else {
            return "QEMU for this host's architecture is not installed"
        }
        do throws(HostError) {
            let directories = HostDirectories.ofThisUser
            try directories.prepare()
            let verdict = try await AcceleratorProbe(directories).verdict(emulator: emulator) {
                try? HostKernel.find(.host).path
            }
            return verdict.accelerator == .kvm ? nil : verdict.reason
        } catch {
            return "\(error)"
        }
    }

    /// Starts QEMU for an architecture with that one's usual machine, and no guest: another architecture's kernel is
    /// nothing that every host has. Nil when it ran.
    package static func obstacle(emulating architecture: Architecture) async -> String? {
        if architecture == .ofThisHost { return await obstacle() }
        guard architecture.defaultMachineType != nil else { return unsupported(architecture) }
        guard let emulator = Emulator.path(for: architecture) else {
            return "QEMU for \(architecture.rawValue) is not installed (package \(Emulator.package(for: architecture)))"
        }
        return await start(emulator, for: architecture)
    }

    private static func unsupported(_ architecture: Architecture) -> String {
        "machines of the architecture \(architecture.rawValue) are not supported"
    }

    /// Whether QEMU starts.
    private static func start(_ emulator: String, for architecture: Architecture) async -> String? {
        guard let machine = architecture.defaultMachineType else { return unsupported(architecture) }
        do throws(HostError) {
            let prompt = "(qemu)"
            let result = try await Child.run(
                emulator,
                [
                    "-accel", "tcg", "-machine", machine, "-m", "64", "-nodefaults", "-display", "none", "-S",
                    "-monitor", "stdio",
                ], limit: .seconds(60), enough: { $0.contains(prompt) })
            return result.output.contains(prompt)
                ? nil : "QEMU for \(architecture.rawValue) did not start; it said: \(lastLine(of: result))"
        } catch {
            return "\(error)"
        }
    }

    /// Whether a program is installed.
    package static func obstacle(program: String) -> String? {
        FileSystem.program(program) == nil ? "\(program) is not installed" : nil
    }

    private static func lastLine(of result: Child.Result) -> String {
        result.output.split(separator: "\n").last.map(String.init) ?? "nothing"
    }
}
