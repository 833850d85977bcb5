import Boots
import Mayfly
import Provenance
import Synchronization
import Terminal

/// What the runs of one `mayfly boot` were made of, and what differs from an earlier manifest.
final class BootManifests: Sendable {
    private struct Entry {
        var manifest: BootManifest
        var differences: [BootManifest.Difference] = []
    }

    private let boot: Boot
    private let earlier: BootManifest?
    private let isStrict: Bool
    private let file: ReportFile?
    private let entries = Mutex<[Int: Entry]>([:])

    /// `file` is where ``write(ofRun:)`` writes.
    init(_ boot: Boot, earlier: BootManifest? = nil, isStrict: Bool = false, file: ReportFile? = nil) {
        (self.boot, self.earlier, self.isStrict, self.file) = (boot, earlier, isStrict, file)
    }

    /// Has what a run is made of taken down, beside what is observed; a difference is told as soon as it is known, in a
    /// loop that of its first run.
    func observing(_ observer: BootObserver, run: Int) -> BootObserver {
        var observer = observer
        observer.made = { machine, kernel in
            let manifest = try await BootManifest(self.boot, kernel: kernel, machine: machine)
            self.entries.withLock { $0[run] = Entry(manifest: manifest) }
            try self.take(self.earlier?.differencesBefore(manifest) ?? [], run)
        }
        observer.started = { machine in
            let words = await machine.driver.emulatorCommandLine
            guard
                let manifest = self.entries.withLock({
                    $0[run]?.manifest.emulator.commandLine = words
                    return $0[run]?.manifest
                })
            else { return }
            try self.take(self.earlier?.argumentDifferences(manifest) ?? [], run)
        }
        return observer
    }

    private func take(_ differences: [BootManifest.Difference], _ run: Int) throws(MachineError) {
        guard !differences.isEmpty else { return }
        entries.withLock { $0[run]?.differences += differences }
        if isStrict {
            let lines = differences.map { "  \($0)" }.joined(separator: "\n")
            throw MachineError(
                .invalidInput, "this is not what the manifest says, and --strict refuses it:\n\(lines)")
        }
        guard run == 1 else { return }
        for difference in differences { Standard.note("differs from the manifest: \(difference)".printable) }
    }

    func differences(ofRun run: Int) -> [BootManifest.Difference] { entries.withLock { $0[run]?.differences ?? [] } }

    /// As JSON; nil where the run's machine was never made.
    func text(ofRun run: Int) -> String? {
        entries.withLock { $0[run]?.manifest }.flatMap { try? JSONText.pretty($0) }
    }

    /// Writes a run's manifest to the file of `--manifest`; false when it could not be written.
    func write(ofRun run: Int) -> Bool {
        guard let file else { return true }
        guard let text = text(ofRun: run) else {
            Standard.note("warning: there is no manifest: no machine was made")
            return true
        }
        return file.write(text)
    }
}
