import Glibc
import Host
import Mayfly
import Offload
import Terminal

/// The directory that `mayfly boot --artifacts` names.
struct BootFolder: Sendable {
    private static let summary = "boot.json"
    private static let manifest = "manifest.json"
    /// To the byte, of runs that shall be the same.
    private static let console = "console.raw"

    /// A guest that hangs is seldom worth a longer wait.
    static let limits = ArtifactLimits(time: .seconds(5))

    let path: String

    /// Makes the directory. What an earlier boot left is gone from here on; files that are not ours stay.
    init(_ path: String) throws(MachineError) {
        do throws(SystemError) {
            self = try Self(made: path)
            try Self.clearRuns(path)
            // Those of the cells of a matrix.
            for name in FileSystem.names(in: path) where Self.isCell(name) {
                let folder = path + "/" + name
                try Self.clearRuns(folder)
                try Self.clear(folder)
                rmdir(folder)
            }
        } catch {
            throw MachineError(
                .invalidInput, "artifacts cannot be written to \(path): \(error.reason). Nothing was booted.")
        }
    }

    private init(made path: String, isNew: Bool = true) throws(SystemError) {
        self.path = path
        try FileSystem.makeDirectory(path)
        guard access(path, W_OK) == 0 else { throw SystemError("open", subject: path) }
        if isNew { try Self.clear(path) }
    }

    /// The folders of the runs of a loop.
    private static func clearRuns(_ path: String) throws(SystemError) {
        for name in FileSystem.names(in: path) where name.allSatisfy(\.isNumber) {
            try clear(path + "/" + name)
            rmdir(path + "/" + name)
        }
    }

    /// The folder of a matrix's cell in this one.
    func cell(_ name: String) throws(MachineError) -> BootFolder {
        do throws(SystemError) { return try BootFolder(made: path + "/" + name) } catch {
            throw MachineError(
                .invalidInput, "artifacts cannot be written to \(path)/\(name): \(error.reason). Nothing was booted.")
        }
    }

    private static func clear(_ path: String) throws(SystemError) {
        for name in Artifact.names + [summary, manifest, console] { try FileSystem.remove(path + "/" + name) }
    }

    /// Writes what is known of a loop's run with this number into a folder of its own, or without one into this.
    func write(_ summary: BootSummary, artifacts: [Artifact], manifest: String?, ofRun number: Int?) async {
        guard let number else { return await write(summary, artifacts: artifacts, manifest: manifest) }
        do throws(SystemError) {
            let folder = try BootFolder(made: "\(path)/\(number)", isNew: false)
            await folder.write(summary, artifacts: artifacts, manifest: manifest)
        } catch {
            Standard.note("warning: the artifacts of run \(number) were not written: \(error)")
        }
    }

    /// Writes a run's console into its folder, to the byte; of runs that are the same cmp(1) finds no difference.
    func write(_ console: ExactConsole, ofRun number: Int) async {
        do throws(SystemError) {
            let folder = try BootFolder(made: "\(path)/\(number)")
            try await blocking { () throws(SystemError) in
                try FileSystem.write(console.bytes, to: folder.path + "/" + Self.console, synced: false)
            }
        } catch {
            Standard.note("warning: the console of run \(number) was not written: \(error)")
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
