import Mayfly
import Terminal

/// `mayfly run`: a machine for one command.
enum RunCommand: RunnableCommand {
    static let fixture = Argument(
        "FIXTURE", FixtureOptions.word,
        "A fixture by its name or path, or the path of a VirtualMachineInstance, as YAML or JSON.")
    static let cold = Flag(
        "cold", "Boot the machine, where a fixture that is forkable would have it forked from its template.")
    static let keep = Flag("keep", "Leave the machine running, however the command ended; see 'mayfly ls'.")
    static let expiry = Option("expiry", .duration, "With --keep: how long the machine may stay (default 1h).")
    static let name = Option("name", .text.named("NAME"), "Call the machine so; the fixture's name otherwise.")
    static let report = Option("report", .path.named("FILE"), "Write a JSON report with milliseconds for each phase.")
    static let copyIn = RepeatedOption("copy-in", .copy, "Copy a file or tree into the guest before the command.")
    static let copyOut = RepeatedOption("copy-out", .copy, "Copy a file or tree from the guest after the command.")
    static let timing = Flag("timing", "Show on stderr where the time went.")

    static let spec = CommandSpec(
        "run", "Boot a machine, run a command in it, end the machine",
        discussion: """
            Streams pass through as bytes, signals go to the command, and its exit status is ours. Whatever happens, \
            the machine is gone afterwards, unless --keep says otherwise: then one that became ready stays.

            'mayfly fixture list' tells the names that there are and where they are looked for.
            """,
        options: CommandOptions.specs + PlaceOptions.specs
            + [
                FixtureOptions.set.spec, cold.spec, keep.spec, expiry.spec, name.spec, report.spec, copyIn.spec,
                copyOut.spec,
                timing.spec,
            ],
        arguments: [fixture.spec], trailing: TrailingSpec("CMD", "The command and its arguments, for the guest."),
        exitCodes: ExitStatus.table,
        examples: [
            Example("mayfly run tiny -- uname -a", "one command in a fresh machine"),
            Example(
                "mayfly run tiny --copy-in ./tool:/tmp/tool -- /tmp/tool --self-test", "test a program"),
            Example("mayfly run tiny --keep -- true", "start a machine for 'mayfly exec tiny -- ...'"),
            Example("mayfly run Fixtures/web.yaml --set CPUS=4 -- nproc", "a fixture of your own, a parameter set"),
            Example("mayfly run tiny --report run.json -- true", "see where the time goes"),
            Example(
                "mayfly run web --on cluster:lab -n ci -- systemctl is-system-running", "the same machine on a cluster"),
        ], usageExit: ExitStatus.neverRan)

    static func status(of error: any Error) -> Int32 { ExitStatus.of(error) }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let observer = ProgressObserver()
        let timeline = Timeline(observer: observer.take)
        let file: ReportFile? =
            if let path = invocation[Self.report] { try ReportFile(path) } else { nil }
        let session = RunSession(invocation, timeline, observer)
        let result: Result<Int32, any Error>
        do {
            result = .success(try await SignalRelay.withRelay { try await session.run($0) })
        } catch {
            result = .failure(error)
        }
        if let file {
            var report = RunReport(fixture: invocation[fixture], command: invocation.trailing ?? [])
            await report.take(session.machine)
            report.take(result)
            report.take(timeline)
            file.write(try JSONText.pretty(report))
        }
        if invocation[timing] {
            Standard.error.write(PhaseTable(timeline.entries.map { .init($0.phase.rawValue, $0.length) }).text)
        }
        return try result.get()
    }
}
