import FixtureLoading
import Fixtures
import Glibc
import JUnit
import Mayfly
import Terminal

/// `mayfly test`: a command in a fresh machine of each fixture, with reports for people and for CI.
enum TestCommand: RunnableCommand {
    static let fixtures = RepeatedArgument(
        "FIXTURE", FixtureOptions.word, "Fixtures by their names or paths, or paths of VirtualMachineInstances.",
        atLeastOne: true)
    static let script = Option(
        "script", .path.named("FILE"), "Copy this script into the guest and run it; CMD is then its arguments.")
    static let multiply = Option(
        "multiply", .integer(1...1000), "Try each fixture so many times, each time in a fresh machine (default 1).")
    static let jobs = Option(
        "jobs", short: "j", .integer(1...256),
        "The most machines at once (default: this host's processors); here each waits for memory by itself.")
    static let junit = Option("junit", .path.named("FILE"), "Write the results as JUnit XML.")
    static let artifacts = Option(
        "artifacts", .directory, "Keep what trials left that did not pass: a folder for each in this directory.")
    static let keepArtifacts = Flag("keep-artifacts", "With --artifacts: keep those of trials that passed, too.")

    static let spec = CommandSpec(
        "test", "Run a command in fresh machines of fixtures, and report which passed",
        discussion: """
            Each fixture is tried in a machine of its own, as often as --multiply says: a fork where the fixture is \
            forkable, a boot where it is not. Machines are ended at once when their command has. A trial's steps are create \
            (image, template, machine), start, ready, copy (with --copy-in or --script) and command; it passes when all do, \
            that is, when CMD exits with 0.

            In --junit each trial is a suite and each step a case: <failure> where the guest or the command is at fault, \
            <error> where the host, the fixture or Mayfly is, <skipped> after either. The case that did not pass has the \
            machine's console and what the command wrote, of very much the last MiB. --artifacts has console.log, vmi.json, \
            domain.xml, the guest's journal.txt and dmesg.txt where it answers, timeline.txt, timeline.json, stdout.log and \
            stderr.log, and the screenshot of a display, for nobody else to read; what an earlier run left there for the same trials is removed first.

            With --on the machines are on a cluster, for all fixtures, as with 'mayfly run'; manifest.txt is there in place of \
            domain.xml.

            With GITHUB_ACTIONS=true failures are annotated, and what they left is folded.
            """,
        options: PlaceOptions.specs + [
            script.spec, multiply.spec, jobs.spec, junit.spec, artifacts.spec, keepArtifacts.spec,
            RunCommand.copyIn.spec, RunCommand.cold.spec, FixtureOptions.set.spec, CommandOptions.timeout.spec,
            CommandOptions.environment.spec, CommandOptions.directory.spec, CommandOptions.user.spec,
            ChannelOption.option.spec, OutputOption.option.spec,
        ],
        arguments: [fixtures.spec],
        trailing: TrailingSpec("CMD", "The command and its arguments, for the guest.", isRequired: false),
        exitCodes: TestExitStatus.table,
        examples: [
            Example("mayfly test debian-12 debian-13 -- systemctl is-system-running", "two distributions, one command"),
            Example(
                "mayfly test debian-12 --script ./check.sh --junit junit.xml --artifacts out",
                "a script of yours, with reports for CI"),
            Example("mayfly test tiny --multiply 50 -- /bin/true", "the same again and again, to find what is seldom"),
            Example(
                "mayfly test tiny --copy-in ./tool:/tmp/tool -o json -- /tmp/tool --self-test",
                "test a program; results for another one"),
            Example("mayfly test web --on cluster:lab -n ci -- systemctl is-system-running", "the same on a cluster"),
        ], usageExit: TestExitStatus.notTried)

    static func status(of error: any Error) -> Int32 { TestExitStatus.notTried }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let report: ReportFile? =
            if let path = invocation[junit] { try ReportFile(path) } else { nil }
        let session: TestSession
        do throws(MachineError) {
            let plan = try plan(invocation)
            let (loaded, problems) = load(invocation)
            guard problems.isEmpty else {
                for problem in problems {
                    if GitHubAnnotations.isWanted { Standard.error.write(GitHubAnnotations.text(of: problem)) }
                    Standard.note("\(problem.fixture): \(problem.error)")
                }
                report?.write(JUnitReport(problems).text)
                return TestExitStatus.notTried
            }
            let trials = Trial.all(of: loaded, times: invocation[multiply] ?? 1)
            let folders: ArtifactDirectory? =
                if let path = invocation[artifacts] { try ArtifactDirectory(path, for: trials) } else { nil }
            session = TestSession(
                runner: TrialRunner(plan: plan), trials: trials,
                jobs: invocation[jobs] ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), folders: folders,
                isJSON: invocation[OutputOption.option] == .json)
        } catch {
            // An empty file would be a report that nobody can read, or one without a failure.
            report?.write(JUnitReport(refusal: error).text)
            throw error
        }
        let ended: Result<Void, any Error>
        do {
            ended = .success(try await SignalRelay.withRelay { _ in try await session.run() })
        } catch {
            ended = .failure(error)
        }
        let results = session.results
        let isWritten = report?.write(JUnitReport(results).text) ?? true
        try session.writeTotal()
        try ended.get()
        let status = TestExitStatus.of(results)
        return status == TestExitStatus.passed && !isWritten ? TestExitStatus.notTried : status
    }

    private static func load(_ invocation: Invocation) -> (fixtures: [Fixture], problems: [FixtureProblem]) {
        let parameters = FixtureOptions.parameters(invocation)
        var fixtures: [Fixture] = []
        var problems: [FixtureProblem] = []
        for word in invocation[Self.fixtures] {
            do throws(FixtureError) {
                fixtures.append(try FixtureLoader().load(FixtureOptions.place(word), parameters: parameters))
            } catch {
                problems.append(FixtureProblem(fixture: word, error: error))
            }
        }
        return (fixtures, problems)
    }

    private static func plan(_ invocation: Invocation) throws(MachineError) -> TrialPlan {
        let script: TestScript? = if let path = invocation[script] { try TestScript(path) } else { nil }
        let words = invocation.trailing ?? []
        guard script != nil || !words.isEmpty else {
            throw MachineError(
                .invalidInput, "there is nothing to run; write a command after '--', or name a script by --script")
        }
        guard !invocation[keepArtifacts] || invocation[artifacts] != nil else {
            throw MachineError(.invalidInput, "--keep-artifacts is of no use without --artifacts DIR")
        }
        let place = try PlaceOptions.place(invocation)
        let command = CommandOptions.command(invocation, words: script?.words(words) ?? words)
        return TrialPlan(
            provider: { try await Providers.shared.provider(for: place) },
            options: MachineOptions(
                channel: invocation[ChannelOption.option], origin: invocation[RunCommand.cold] ? .boot : nil),
            command: command, timeout: invocation[CommandOptions.timeout], copies: invocation[RunCommand.copyIn],
            script: script, keepsAll: invocation[keepArtifacts])
    }
}
