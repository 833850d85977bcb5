import Machines
import Offload

extension Boot {
    /// So long may a guest take to put its coverage together: a whole kernel has thousands of files, and it may be emulated.
    private static let coverageTime = Duration.seconds(600)

    /// Says what has no coverage, before anything is started.
    func checkCoverage() throws(MachineError) {
        guard debugging.coverage != nil else { return }
        guard hasTools else {
            throw MachineError(
                .invalidInput,
                "only a boot with our own initramfs can give its coverage away: it has the helper that does so. "
                    + "Leave the initrd away, or --coverage")
        }
        guard !isExact else {
            throw MachineError(
                .invalidInput,
                "nobody talks to the guest of a boot that is recorded, or whose runs shall be the same; leave --coverage or that out"
            )
        }
    }

    /// Copies the kernel's coverage out of a guest that has done what it was to do, where that was asked for. What a boot
    /// came to is more than that: what cannot be had is told with its reason, and is nil.
    func keepCoverage(
        of machine: Machine, _ kernel: KernelFiles, end: BootEnd?, _ observer: BootObserver
    ) async -> BootCoverage? {
        guard let path = debugging.coverage else { return nil }
        do throws(MachineError) {
            switch end {
            case .kernelFailed, .timedOut, nil:
                throw MachineError(.guestFailed, "the kernel did not come to a good end")
            case .passed, .commandExited, .programExited, .testsFailed, .missed: break
            }
            let coverage = try await coverage(of: machine, kernel, at: path)
            await observer.notice(.covered(coverage))
            return coverage
        } catch {
            await observer.notice(.lost("there is no coverage: \(error)"))
            return nil
        }
    }

    private func coverage(
        of machine: Machine, _ kernel: KernelFiles, at path: String
    ) async throws(MachineError) -> BootCoverage {
        let result: CommandResult
        do {
            // The kernel's own tests are over before there is a helper.
            try await machine.waitUntilReady()
            result = try await machine.run(.shell(CoverageScript.text), within: Self.coverageTime)
        } catch {
            throw .wrapping(error, .channelLost, "the guest did not give it away")
        }
        if result.termination == .exited(CoverageScript.absent) {
            let own = result.output.contains("CONFIG_") ? result.output : nil
            let config = own.map { KernelConfig($0, place: "/proc/config.gz") } ?? .find(for: kernel)
            throw MachineError(.unsupported, BootCoverage.absence(kernel, config))
        }
        guard result.termination == .exited(0), let coverage = BootCoverage(result.output, path: path) else {
            throw MachineError(
                .guestFailed,
                "the guest could not put it together, in its memory: \(result.errorOutput.suffix(500)). Give it more by "
                    + "--memory")
        }
        guard coverage.files > 0 else {
            throw MachineError(
                .unsupported,
                "the kernel has gcov, and nothing in it was built for it. Build it with CONFIG_GCOV_PROFILE_ALL=y, or with "
                    + "GCOV_PROFILE := y in the Makefiles that matter")
        }
        do {
            try await withDeadline(Self.coverageTime) { _ = try await machine.copyOut(CoverageScript.place, to: path) }
        } catch {
            throw .wrapping(error, .channelLost, "the guest did not give it away")
        }
        return coverage
    }
}
