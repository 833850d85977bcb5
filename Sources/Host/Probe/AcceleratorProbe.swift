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

    /// A verdict as it is kept.
    private struct Record: Codable {
        let verdict: Verdict
        /// ``HostClock``'s; nil for as long as the host runs.
        let expiry: Double?
    }

    /// How long a "no" holds that another try might turn into a "yes": a busy host misses the bound, seconds.
    private static let doubt: Double = 600
    /// Printed by a kernel that has come to the end of its own boot and finds no root: all the proof that is needed.
    private static let proof = "Unable to mount root fs"
    private let directories: HostDirectories
    private let device: String
    private let limit: Duration
    private let environment: [String: String]
    private let now: @Sendable () -> Double
    private let clock: any Clock<Duration>

    /// A kernel gets so long to boot under KVM, by the clock. `now` is ``HostClock``'s.
    package init(
        _ directories: HostDirectories, device: String = "/dev/kvm", limit: Duration = .seconds(8),
        environment: [String: String] = ProcessEnvironment.current,
        now: @escaping @Sendable () -> Double = { HostClock.now }, clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.directories = directories
        self.device = device
        self.limit = limit
        self.environment = environment
        self.now = now
        self.clock = clock
    }

    /// The verdict for a QEMU binary, from the cache when this boot of the host has one.
    ///
    /// Without a kernel to boot the verdict is TCG and is not kept.
    package func verdict(
        emulator: String, kernel: @Sendable () -> String?
    ) async throws(HostError) -> Verdict {
        if try isTurnedOff() { return Verdict(accelerator: .tcg, reason: "MAYFLY_ACCELERATOR=tcg") }
        if let reason = obstacle() { return Verdict(accelerator: .tcg, reason: reason) }
        let file = file(ofVerdictFor: emulator)
        if let known = known(file) { return known }
        guard let kernel = kernel() else {
            return Verdict(accelerator: .tcg, reason: "KVM could not be tried: no kernel of this host can be read")
        }
        let (verdict, validity) = try await boot(emulator: emulator, kernel: kernel)
        if validity > 0 {
            let record = Record(verdict: verdict, expiry: validity.isFinite ? now() + validity : nil)
            if let bytes = try? JSONEncoder().encode(record) { try? FileSystem.write(Array(bytes), to: file) }
        }
        return verdict
    }

    /// Where the verdict for a QEMU binary is kept; to remove it is to have KVM tried again.
    package func file(ofVerdictFor emulator: String) -> String {
        directories.verdicts + "/kvm-" + key(emulator) + ".json"
    }

    private func known(_ file: String) -> Verdict? {
        guard let bytes = try? FileSystem.read(file),
            let record = try? JSONDecoder().decode(Record.self, from: Data(bytes))
        else { return nil }
        if let expiry = record.expiry, now() >= expiry { return nil }
        return record.verdict
    }

    private func isTurnedOff() throws(HostError) -> Bool {
        switch environment["MAYFLY_ACCELERATOR"] {
        case nil, "", "auto": false
        case Accelerator.tcg.rawValue: true
        case let value?:
            throw HostError(
                .setting,
                "MAYFLY_ACCELERATOR is \"\(value)\". Set it to \"tcg\" (emulation) or \"auto\" (KVM where it works), or unset it."
            )
        }
    }

    /// Whether a name among the verdicts is that of one of ours.
    static func isVerdict(_ name: String) -> Bool { name.hasPrefix("kvm-") && name.hasSuffix(".json") }

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

    /// Tries it; the verdict comes with how many seconds it holds.
    private func boot(
        emulator: String, kernel: String
    ) async throws(HostError) -> (verdict: Verdict, validity: Double) {
        let result = try await Child.run(
            emulator,
            [
                "-accel", "kvm", "-machine", "q35", "-cpu", "host", "-m", "128", "-nodefaults", "-display", "none",
                "-no-reboot", "-serial", "stdio", "-monitor", "none", "-kernel", kernel,
                "-append", "console=ttyS0 panic=-1",
            ], limit: limit, clock: clock, enough: { $0.contains(Self.proof) })
        if result.output.contains(Self.proof) {
            return (Verdict(accelerator: .kvm, reason: "a kernel booted under KVM"), .infinity)
        }
        // Whatever QEMU did then says nothing of KVM.
        if Task.isCancelled { throw HostError(.cancelled, "cancelled while KVM was tried", cause: CancellationError()) }
        let last = result.output.split(separator: "\n").last.map { "; the last it said: \($0)" } ?? ""
        let why = result.end == .stopped ? "a kernel did not boot within \(limit)" : "QEMU ended"
        let verdict = Verdict(accelerator: .tcg, reason: "KVM does not work here: \(why) under it\(last)")
        return (verdict, Self.validity(ofNo: result))
    }

    private static func validity(ofNo result: Child.Result) -> Double {
        switch result.end {
        case .stopped: doubt
        // QEMU ends in good order when it is told to, and says so.
        case .exited: result.output.contains("terminating on signal") ? 0 : .infinity
        // Its own doing: it aborts where KVM lacks what it counts on. Anybody may send the signal, though.
        case .signaled(SIGABRT): doubt
        case .signaled: 0
        }
    }
}
