import Boots
import Host
import KubeVirt
import Mayfly
import Offload
import Terminal

/// The options of `mayfly boot` by which it can be run again.
enum RecordingOptions {
    static let record = Option(
        "record", .path.named("FILE"),
        "Record the boot, for mayfly replay: on one processor, without a helper, the same to the byte and slower.")
    static let recordFailures = Option(
        "record-failures", .directory,
        "With --runs, --until-failure or --matrix: record each run, and keep N.recording of those that failed in this "
            + "directory.")

    static let repetition = Option(
        "repeat", .choice(of: Repetition.self),
        "With exact each run is the same, to the byte and the time of its lines: on one processor, without a helper, and "
            + "slower. --runs says where the first one differs, and with --artifacts keeps each as N/console.raw.")

    static let specs = [record.spec, recordFailures.spec]

    /// Adds what the words ask for.
    static func apply(_ invocation: Invocation, _ debugging: inout BootDebugging) throws(MachineError) {
        debugging.words = CommandLine.arguments
        let isLoop =
            invocation[BootCommand.runs] != nil || invocation[BootCommand.untilFailure]
            || !invocation[MatrixOptions.matrix].isEmpty
        if let path = invocation[record] {
            guard !isLoop else {
                throw MachineError(
                    .invalidInput, "--record is for one boot; in a loop --record-failures DIR keeps those that failed")
            }
            debugging.recording = HostFile.absolute(path)
        }
        if let directory = invocation[recordFailures] {
            guard isLoop else {
                throw MachineError(
                    .invalidInput,
                    "--record-failures is for several boots; record one by --record FILE, or add --runs N")
            }
            do throws(SystemError) { try FileSystem.makeDirectory(HostFile.absolute(directory)) } catch {
                throw MachineError(.invalidInput, "recordings cannot be written to \(directory): \(error.reason)")
            }
            debugging.recording = HostFile.absolute(directory)
            debugging.recordsOnlyFailures = true
        }
        if debugging.recording != nil, invocation[DebuggingOptions.shellOnFailure] {
            throw MachineError(
                .invalidInput, "what somebody types cannot be run again; leave --shell-on-failure or the recording out")
        }
        guard invocation[repetition] != nil else { return }
        if invocation[DebuggingOptions.shellOnFailure] {
            throw MachineError(
                .invalidInput, "what somebody types is never the same; leave --shell-on-failure or --repeat out")
        }
        guard invocation[MatrixOptions.matrix].isEmpty else {
            throw MachineError(
                .invalidInput,
                "--repeat holds runs of one boot against each other, and --matrix is many; leave one of them out")
        }
    }
}

extension Boot {
    /// The boot that is a loop's run with this number: its recording is in the directory that the loop has for them.
    func run(numbered number: Int) -> Boot {
        var boot = self
        if let directory = debugging.recording { boot.debugging.recording = "\(directory)/\(number).recording" }
        return boot
    }
}
