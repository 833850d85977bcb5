import Boots
import Host
import Mayfly
import Offload
import Terminal

/// `mayfly replay`: a boot that was recorded, again.
enum ReplayCommand: RunnableCommand {
    static let file = Argument("FILE", .path, "What mayfly boot --record has written.")
    static let stopAt = Option(
        "stop-at", .pattern,
        "Stop when the console has shown a line that matches, and say at which instruction that is.")
    static let stopAtInstruction = Option(
        "stop-at-instruction", .integer(0...Int.max),
        "Stop before this instruction, counted from the machine's first one.")
    static let gdb = Flag("gdb", "Have the machine wait for gdb before its first instruction.")
    static let monitor = Flag("monitor", "Print where QEMU's monitor is, for people.")
    static let force = Flag("force", "Try it though QEMU or the machine's type is another than it was.")
    static let leave = Flag("leave", "Do not wait where the run was stopped: say where that is, and end.")
    static let timeout = Option("timeout", .duration, "End it after this time, by the clock.")
    static let quiet = Flag("quiet", short: "q", "Leave the console off stdout.")

    static let spec = CommandSpec(
        "replay", "Run a recorded boot again, to the byte, and stop it where you want to look",
        discussion: """
            The console comes again as it was, and is compared with the recorded one. Where the run is stopped it stands until \
            ^C: attach gdb by the command that is printed, and go on or back from there (reverse-continue, reverse-stepi). To \
            end it there, or anywhere with --gdb, by ^C or from gdb, is how such a run ends well.

            A recording is run by the QEMU that has made it: where that or the machine's type is another one, it is refused \
            with what does not match.
            """,
        options: [
            stopAt.spec, stopAtInstruction.spec, gdb.spec, monitor.spec, leave.spec, force.spec, timeout.spec,
            quiet.spec,
            OutputOption.option.spec,
        ],
        arguments: [file.spec],
        exitCodes: [
            ExitCode(
                "0",
                "The console was the same to the byte, the run was stopped where it was to be, or with --gdb you ended it."
            ),
            ExitCode("1", "The console was another one, or the run never came to where it was to be stopped."),
            ExitCode("124", "Time was up."),
            ExitCode("125", "The recording, this host or the command line is at fault."),
            ExitStatus.signalled,
        ],
        examples: [
            Example("mayfly boot --kernel ~/linux --record crash.recording -- /tests/race.sh", "record a boot"),
            Example("mayfly replay crash.recording", "see that it comes again"),
            Example("mayfly replay crash.recording --stop-at 'BUG: '", "stop where it goes wrong, for gdb"),
        ], usageExit: ExitStatus.neverRan)

    static func status(of error: any Error) -> Int32 {
        if let error = error as? MachineError, error.code == .timedOut { return 124 }
        return ExitStatus.neverRan
    }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let archive = RecordingArchive(HostFile.absolute(invocation[file]))
        let recording = try await archive.description()
        try await check(recording, isForced: invocation[force])
        // Its directories are there from here on.
        let provider = try await Providers.shared.local()
        let directory = try await archive.unpacked(in: HostDirectories.ofThisUser.cache)
        let console = try await blocking { () throws(SystemError) in
            try FileSystem.read("\(directory)/\(Recording.Member.console.rawValue)")
        }
        let replay = try replay(of: recording, in: directory, invocation)
        let isJSON = invocation[OutputOption.option] == .json
        let printer = BootPrinter(showsConsole: !invocation[quiet] && !isJSON, showsOutput: false)
        let leaves = invocation[leave]
        let isLookedAt = replay.waitsForDebugger && replay.stop == nil
        let end = try await SignalRelay.withRelay { relay in
            let run: @Sendable () async throws -> Replay.End = {
                try await replay.run(
                    on: provider, console: console, observer: printer.observer()
                ) { machine, instruction in
                    if leaves { return }
                    // Who ends it there has seen what he wanted to.
                    _ = try await relay.untilInterrupted {
                        Standard.note("stopped at instruction \(instruction); ^C ends it")
                        return try await machine.waitUntilStopped()
                    }
                }
            }
            let whole: @Sendable () async throws -> Replay.End = {
                isLookedAt ? try await relay.untilInterrupted { try await run() } ?? .ended : try await run()
            }
            guard let limit = invocation[timeout] else { return try await whole() }
            do { return try await withDeadline(limit) { try await whole() } } catch is DeadlineExceeded {
                throw MachineError(.timedOut, "it took longer than \(limit)")
            }
        }
        if isJSON { Standard.output.write(try JSONText.pretty(ReplaySummary(recording, end))) }
        Standard.note(ReplaySummary(recording, end).reason)
        return ReplaySummary(recording, end).exitStatus
    }

    /// Refuses what cannot come out the same, with every reason.
    private static func check(_ recording: Recording, isForced: Bool) async throws(MachineError) {
        let type = Recording.machineType(recording.metadata, recording.spec, of: recording.architecture)
        let mismatches = recording.mismatches(
            with: try await .ofThisHost(recording.architecture, type: type))
        let text = mismatches.joined(separator: "; ")
        if let symbols = recording.symbols, !HostFile.exists(symbols) {
            Standard.note("the kernel's symbols were in \(symbols), which is not here: gdb will know no names")
        }
        if mismatches.isEmpty { return }
        guard isForced else {
            throw MachineError(
                .invalidInput,
                "the recording does not match this host: \(text). Run it where it was made, or try it by --force")
        }
        Standard.note("warning: the recording does not match this host: \(text)")
    }

    private static func replay(
        of recording: Recording, in directory: String, _ invocation: Invocation
    ) throws(MachineError) -> Replay {
        var replay = Replay(recording, in: directory)
        switch (invocation[stopAt], invocation[stopAtInstruction]) {
        case (let pattern?, nil): replay.stop = .line(.regex(pattern))
        case (nil, let number?): replay.stop = .instruction(Int64(number))
        case (nil, nil): break
        case (_?, _?):
            throw MachineError(.invalidInput, "--stop-at and --stop-at-instruction exclude each other")
        }
        replay.waitsForDebugger = invocation[gdb]
        replay.hasMonitor = invocation[monitor]
        return replay
    }
}

extension ValueKind where Value == String {
    /// A regular expression.
    fileprivate static var pattern: Self {
        Self("RE") { text throws(ValueError) in
            do throws(MachineError) { _ = try ConsolePattern.regex(text).matcher() } catch {
                throw ValueError("is no regular expression in Swift's dialect: \(error.cause.map { "\($0)" } ?? "")")
            }
            return text
        }
    }
}
