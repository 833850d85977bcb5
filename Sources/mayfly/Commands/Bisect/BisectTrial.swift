import Boots
import Glibc
import Host
import Mayfly
import Terminal

/// What is done with each commit: it is built and booted.
struct BisectTrial: Sendable {
    struct Result: Encodable, Sendable {
        var verdict: BisectVerdict
        /// Why, in a line.
        var reason: String
    }

    let tree: String
    let build: String?
    /// Reads the boot's words: what they name is a commit's, and the build may have to make it first.
    let boot: @Sendable () throws(MachineError) -> Boot
    let runs: Int

    func run() async throws -> Result {
        if let build {
            Standard.note("building: \(build)")
            let script = "cd \"$1\" && eval \"$2\""
            let result = try await Child.run(
                "/bin/sh", ["-c", script, "sh", tree, build], limit: .seconds(24 * 3600), grace: .seconds(10))
            try Task.checkCancellation()
            guard result.end == .exited(0) else {
                let lines = result.output.split(separator: "\n").suffix(20).map { "  | \(String($0).printable)\n" }
                Standard.error.write(lines.joined())
                return Result(verdict: .skip, reason: "it does not build")
            }
        }
        let (boot, kernel): (Boot, KernelFiles)
        do throws(MachineError) {
            boot = try self.boot()
            kernel = try await boot.kernelFiles()
        } catch {
            return Result(verdict: .skip, reason: "nothing can be booted: \(error.message)")
        }
        let boots = BootRuns(boot: boot, kernel: kernel, times: runs, untilFailure: true, jobs: 1)
        let summaries = try await boots.run(on: try await Providers.shared.local()) { number, summary in
            Standard.note("boot \(number): \(summary.firstReason)")
        }
        let verdict = BisectVerdict(summaries.map(\.outcome))
        let last = summaries.last { $0.outcome != .passed } ?? summaries.last
        return Result(verdict: verdict, reason: last?.firstReason ?? "nothing was booted")
    }
}
