import Glibc
import Host
import Mayfly
import Offload
import Terminal

/// The directory that `mayfly boot --artifacts` names.
struct BootFolder: Sendable {
    private static let summary = "boot.json"
    private static let manifest = "manifest.json"

    /// A guest that hangs is seldom worth a longer wait.
    static let limits = ArtifactLimits(time: .seconds(5))

    let path: String

    /// Makes the directory. What an earlier boot left is gone from here on; files that are not ours stay.
    init(_ path: String) throws(MachineError) {
        do throws(SystemError) {
            self = try Self(made: path)
            // Those of the runs of a loop.
            for name in FileSystem.names(in: path) where name.allSatisfy(\.isNumber) {
                try Self.clear(path + "/" + name)
                rmdir(path + "/" + name)
            }
        } catch {
            throw MachineError(
                .invalidInput, "artifacts cannot be written to \(path): \(error.reason). Nothing was booted.")
        }
    }

    private init(made path: String) throws(SystemError) {
        self.path = path
        try FileSystem.makeDirectory(path)
        guard access(path, W_OK) == 0 else { throw SystemError("open", subject: path) }
        try Self.clear(path)
    }

    private static func clear(_ path: String) throws(SystemError) {
        for name in Artifact.names + [summary, manifest] { try FileSystem.remove(path + "/" + name) }
    }

    /// Writes what is known of a loop's run with this number into a folder of its own.
    func write(_ summary: BootSummary, artifacts: [Artifact], manifest: String?, ofRun number: Int) async {
        do throws(SystemError) {
            let folder = try BootFolder(made: "\(path)/\(number)")
            await folder.write(summary, artifacts: artifacts, manifest: manifest)
        } catch {
            Standard.note("warning: the artifacts of run \(number) were not written: \(error)")
        }
    }

    /// Writes what is known, only for this user to read. What cannot be written is told on stderr: how the boot went is more
    /// than its artifacts.
    func write(_ summary: BootSummary, artifacts: [Artifact], manifest: String?) async {
        do {
            var all = artifacts + [Artifact(Self.summary, text: try JSONText.pretty(summary))]
            if let manifest { all.append(Artifact(Self.manifest, text: manifest)) }
            let files = all
            let path = path
            try await blocking { for artifact in files { try artifact.write(to: path) } }
        } catch {
            Standard.note("warning: the artifacts were not written to \(path): \(error)")
        }
    }
}
