import CLinux
import FoundationEssentials
import Glibc
package import Lifecycle

/// Whether KVM runs a guest here: found out by booting a kernel, because a device that opens proves nothing.
package struct AcceleratorProbe: Sendable {
    /// What the probe found, and why.
    package struct Verdict: Sendable, Hashable, Codable {
        package let accelerator: Accelerator
        package let reason: String

        package init(accelerator: Accelerator, reason: String) {
            self.accelerator = accelerator
            self.reason = reason
        }
    }

    /// Printed by a kernel that has come to the end of its own boot and finds no root: all the proof that is needed.
    private static let proof = "Unable to mount root fs"
    private let directories: HostDirectories
    private let device: String
    private let limit: Duration
    private let environment: [String: String]

    /// A kernel gets so long to boot under KVM.
    package init(
        _ directories: HostDirectories, device: String = "/dev/kvm", limit: Duration = .seconds(8),
        environment: [String: String] = ProcessEnvironment.current
    ) {
        self.directories = directories
        self.device = device
        self.limit = limit
        self.environment = environment
    }

    /// The verdict for a QEMU binary, from the cache when this boot of the host has one.
    ///
    /// Without a kernel to boot the verdict is TCG and is not kept.
    package func verdict(
        emulator: String, kernel: @Sendable () -> String?
    ) async throws(HostError) -> Verdict {
        if environment["MAYFLY_ACCELERATOR"] == Accelerator.tcg.rawValue {
            return Verdict(accelerator: .tcg, reason: "MAYFLY_ACCELERATOR=tcg")
        }
        if let reason = obstacle() { return Verdict(accelerator: .tcg, reason: reason) }
        let file = directories.verdicts + "/kvm-" + key(emulator) + ".json"
        if let bytes = try? FileSystem.read(file),
            let known = try? JSONDecoder().decode(Verdict.self, from: Data(bytes))
        {
            return known
        }
        guard let kernel = kernel() else {
            return Verdict(accelerator: .tcg, reason: "KVM could not be tried: no kernel of this host can be read")
        }
        let verdict = try await boot(emulator: emulator, kernel: kernel)
        if let bytes = try? JSONEncoder().encode(verdict) { try? FileSystem.write(Array(bytes), to: file) }
        return verdict
    }

    private func obstacle() -> String? {
        guard FileSystem.exists(device) else { return "this host has no \(device)" }
        guard access(device, R_OK | W_OK) == 0 else {
            return
                "\(device) cannot be opened; add yourself to its group, then log in again: sudo usermod -aG kvm $USER"
        }
        return nil
    }

    private func key(_ emulator: String) -> String {
        let status = FileSystem.status(emulator)
        let parts = [
            ProcessTable.bootIdentifier, emulator, "\(status?.st_size ?? 0)", "\(status?.st_mtim.tv_sec ?? 0)",
            "\(status?.st_ino ?? 0)",
        ]
        return parts.joined(separator: "-").map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    }

    private func boot(emulator: String, kernel: String) async throws(HostError) -> Verdict {
        let result = try await Child.run(
            emulator,
            [
                "-accel", "kvm", "-machine", "q35", "-cpu", "host", "-m", "128", "-nodefaults", "-display", "none",
                "-no-reboot", "-serial", "stdio", "-monitor", "none", "-kernel", kernel,
                "-append", "console=ttyS0 panic=-1",
            ], limit: limit, enough: { $0.contains(Self.proof) })
        if result.output.contains(Self.proof) { return Verdict(accelerator: .kvm, reason: "a kernel booted under KVM") }
        let last = result.output.split(separator: "\n").last.map { "; the last it said: \($0)" } ?? ""
        let why = result.end == .stopped ? "a kernel did not boot within \(limit)" : "QEMU ended"
        return Verdict(accelerator: .tcg, reason: "KVM does not work here: \(why) under it\(last)")
    }
}
