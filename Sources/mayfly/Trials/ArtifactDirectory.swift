import Glibc
import Host
import Mayfly
import Offload
import Terminal

/// The directory that `--artifacts` names: a folder for each trial that is worth a look.
struct ArtifactDirectory: Sendable {
    private static let files = ["console.log", "domain.xml", "stderr.log", "stdout.log", "timeline.json", "vmi.yaml"]

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
            let contents = try contents(of: result)
            try await blocking { () throws(SystemError) in
                try FileSystem.makeDirectory(folder)
                for (file, text) in contents {
                    try FileSystem.write(Array(text.utf8), to: folder + "/" + file, mode: 0o600, synced: false)
                }
            }
            result.folder = folder
        } catch {
            let reason = (error as? SystemError)?.reason ?? "\(error)"
            Standard.note("warning: the artifacts of \(result.trial.name) were not written to \(folder): \(reason)")
        }
    }

    private func contents(of result: TrialResult) throws -> [(file: String, text: String)] {
        var contents = [("timeline.json", try JSONText.pretty(TrialReport.Times(result)))]
        if let evidence = result.evidence {
            contents.append(("console.log", evidence.console.map { $0 + "\n" }.joined()))
            contents.append(("vmi.yaml", evidence.description))
            if let manifest = evidence.manifest { contents.append(("domain.xml", manifest)) }
        }
        if result.steps.contains(where: { $0.step == .command && $0.outcome != .notReached }) {
            contents += [("stdout.log", result.output.text), ("stderr.log", result.errorOutput.text)]
        }
        return contents
    }
}
