import Mayfly
import Offload
import Terminal

/// `mayfly run`: a machine for one command.
enum RunCommand: RunnableCommand {
    static let fixture = Argument("FIXTURE", .path, "A fixture or VirtualMachineInstance, as YAML or JSON.")
    static let keep = Flag("keep", "Leave the machine running after the command; see 'mayfly ls'.")
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
            the machine is gone afterwards, unless --keep says otherwise.
            """,
        options: CommandOptions.specs
            + [keep.spec, expiry.spec, name.spec, report.spec, copyIn.spec, copyOut.spec, timing.spec],
        arguments: [fixture.spec], trailing: TrailingSpec("CMD", "The command and its arguments, for the guest."),
        exitCodes: ExitStatus.table,
        examples: [
            Example("mayfly run Fixtures/tiny.yaml -- uname -a", "one command in a fresh machine"),
            Example(
                "mayfly run Fixtures/tiny.yaml --copy-in ./tool:/tmp/tool -- /tmp/tool --self-test", "test a program"),
            Example("mayfly run Fixtures/tiny.yaml --keep -- true", "start a machine for 'mayfly exec tiny -- ...'"),
            Example("mayfly run Fixtures/tiny.yaml --report run.json -- true", "see where the time goes"),
        ], usageExit: ExitStatus.neverRan)

    static func status(of error: any Error) -> Int32 { ExitStatus.of(error) }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let timeline = Timeline()
        var report = RunReport(fixture: invocation[fixture], command: invocation.trailing ?? [])
        // Tried before anything runs: a report that cannot be written must not cost a run.
        if let file = invocation[Self.report] { try report.write(to: file) }
        let result: Result<Finished, any Error>
        do {
            result = .success(try await SignalRelay.withRelay { try await boot(invocation, timeline, $0) })
        } catch {
            result = .failure(error)
        }
        if case .success(let finished) = result {
            report.machine = finished.machine.name
            report.run = finished.machine.id
            report.accelerator = finished.machine.accelerator.rawValue
            report.exitStatus = finished.status
        }
        if case .failure(let error) = result { report.error = "\(error)" }
        report.take(timeline)
        if let file = invocation[Self.report] {
            // The command's own status says more than a report that was lost at the end.
            do { try report.write(to: file) } catch { Standard.note("\(error)") }
        }
        if invocation[timing] {
            Standard.error.write(PhaseTable(timeline.entries.map { .init($0.phase.rawValue, $0.length) }).text)
        }
        return try result.get().status
    }

    struct Finished: Sendable {
        let machine: Machine
        let status: Int32
    }

    private static func boot(_ invocation: Invocation, _ timeline: Timeline, _ relay: SignalRelay) async throws
        -> Finished
    {
        let recipe = try Fixture(path: invocation[fixture])
        let provider = try await Providers.shared.local()
        let options = MachineOptions(name: invocation[name], mayBeKept: invocation[keep])
        let style = Standard.error.style
        let machine = try await withProgress("preparing \(recipe.name)", style: style, write: Standard.error.write) {
            _ in
            try await provider.create(recipe, options: options, timeline: timeline)
        }
        do {
            try await withProgress("booting \(machine.name)", style: style, write: Standard.error.write) { _ in
                try await machine.start()
                try await machine.waitUntilReady()
            }
            let status = try await timeline.measure(.command) { () async throws(any Error) in
                try await work(in: machine, invocation, relay)
            }
            if invocation[keep] {
                try await afterwards { () async throws(MachineError) in
                    try await machine.keep(for: invocation[expiry] ?? .seconds(3600))
                }
                Standard.note("kept \(machine.name) (\(machine.id)); 'mayfly stop \(machine.id)' ends it")
            } else {
                await machine.delete()
            }
            return Finished(machine: machine, status: status)
        } catch {
            await machine.delete()
            throw error
        }
    }

    private static func work(in machine: Machine, _ invocation: Invocation, _ relay: SignalRelay) async throws -> Int32
    {
        for pair in invocation[copyIn] {
            do throws(MachineError) {
                try await machine.copyIn(pair.source, to: pair.destination)
            } catch {
                // Half a copy is gone with its machine, and the command has not run.
                var error = error
                error.execution = .neverRan
                throw error
            }
        }
        let status = try await CommandOptions.session(invocation).run(in: machine, relay)
        for pair in invocation[copyOut] {
            try await afterwards { () async throws(MachineError) in
                try await machine.copyOut(pair.source, to: pair.destination)
            }
        }
        return status
    }

    /// The command has run: whatever fails afterwards must not look like a safe retry.
    private static func afterwards<Value>(_ body: () async throws(MachineError) -> Value) async throws(MachineError) {
        do throws(MachineError) { _ = try await body() } catch { throw error.mayHaveRun }
    }
}
