import Glibc
import Host
import Mayfly
import Offload
import Terminal

/// The directory that `--artifacts` names: a folder for each trial that is worth a look.
struct ArtifactDirectory: Sendable {
    /// All that a trial's folder may have.
    private static let files = Artifact.names + ["stderr.log", "stdout.log", "timeline.json"]

    let path: String

    /// Makes the directory. What an earlier run left for these trials is gone from here on: it must not pass for this
    /// one's. Files that are not ours stay.
    init(_ path: String, for trials: [Trial]) throws(MachineError) {
        self.path = path
        do throws(SystemError) {
            try FileSystem.makeDirectory(path)
            guard access(path, W_OK) == 0 else { throw SystemError("open", subject: path) }
            for trial in trials {
                for file in Self.files { try FileSystem.remove(folder(of: trial) + "/" + file) }
                rmdir(folder(of: trial))
            }
        } catch {
            throw MachineError(
                .invalidInput, "artifacts cannot be written to \(path): \(error.reason). Nothing was run.")
        }
    }

    func folder(of trial: Trial) -> String { path + "/" + trial.name }

    /// Writes what is known of a trial, only for this user to read, and notes where. What cannot be written is told on
    /// stderr: how the trial went is more than its artifacts.
    func write(_ result: inout TrialResult) async {
        let folder = folder(of: result.trial)
        do {
            let artifacts = try artifacts(of: result)
            try await blocking { for artifact in artifacts { try artifact.write(to: folder) } }
            result.folder = folder
        } catch {
            Standard.note("warning: the artifacts of \(result.trial.name) were not written to \(folder): \(error)")
        }
    }

    /// Those of the machine, when each step was done, and what the command wrote.
    private func artifacts(of result: TrialResult) throws -> [Artifact] {
        var all = result.artifacts
        all.append(Artifact("timeline.json", text: try JSONText.pretty(TrialReport.Times(result))))
        if result.steps.contains(where: { $0.step == .command && $0.outcome != .notReached }) {
            all.append(Artifact("stdout.log", text: result.output.text))
            all.append(Artifact("stderr.log", text: result.errorOutput.text))
        }
        return all
    }
}
