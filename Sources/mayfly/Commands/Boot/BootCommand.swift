import Boots
import JUnit
import Mayfly
import Provenance
import Terminal
import Verdicts

/// `mayfly boot`: a kernel of yours, from its first line to a verdict.
enum BootCommand: RunnableCommand {
    static let quiet = Flag("quiet", short: "q", "Leave the console off stdout: what CMD writes has it for itself.")
    static let junit = Option("junit", .path.named("FILE"), "Write the results as JUnit XML.")
    static let artifacts = Option(
        "artifacts", .directory, "Keep what explains the boot in this directory, whatever it came to.")

    static let runs = Option(
        "runs", .integer(1...1_000_000), "Boot so many times, several at once, and tell how often it came to what.")
    static let untilFailure = Flag("until-failure", "Boot again and again until one fails, or as often as --runs says.")
    static let jobs = Option(
        "jobs", short: "j", .integer(1...256),
        "With either or --matrix: the most machines at once (default: the host's processors); each waits for memory by "
            + "itself.")

    static let spec = CommandSpec(
        "boot", "Boot a kernel of yours, and tell what became of it",
        discussion: """
            The console is on stdout as it comes, what the kernel reports is told on stderr with its lines and, where the \
            kernel's symbols are, with the lines of source code. With CMD the guest has busybox and our helper, and the \
            command's status is ours. Without CMD the boot goes on until its end, its --timeout, until every --expect was \
            met, with --kunit until the kernel's own tests have run, or until the kernel reports what --fail-on has; a boot \
            that cannot succeed any more is ended at once.

            --fail-on and --allow take a class, a group of classes, or either with a text that the report must have:
            \(Self.classes). 'errors' has what is fatal in it, and 'warnings' has errors in it.

            With --runs or --until-failure consoles are not shown; --artifacts has a folder for each run that failed, and the \
            exit status is that of the first run that failed.

            --matrix AXIS=VALUE,... boots once for each value, with --runs as often, and for each combination where it is given \
            for several axes: \(MatrixAxis.names.joined(separator: ", ")). Each cell is the boot that the line without \
            --matrix would be with these values beside it; in a path {AXIS} is the cell's value of another axis. All is \
            looked at before anything starts. A table on stdout says what each cell came to; a cell that this host has no \
            QEMU for is not tried, and told with what to install. --junit has a case for each cell, --artifacts a folder. The \
            exit status is the worst: 122, then 124, 1, the command's own; then what says nothing of a cell (126, 127, 123, \
            125, one that was not tried among them); 0 when all passed.

            --from MANIFEST boots again what an earlier boot was made of, and tells on stderr, and as 'differences' in JSON, \
            each file whose content changed, and whether QEMU, its arguments or the host are others. The exit status is the \
            boot's own all the same; --strict refuses such a boot.

            --machine BOARD runs a program without a system on a board with a microcontroller. What it writes to its first \
            serial line and by semihosting is the console, and the status with which it ends by semihosting is ours. It gets \
            no file and no command of this host.

            With --root host CMD runs in this host's own root, in the directory that you are in, where it can read all that you \
            can read, and write nothing; /proc, /sys, /dev, /run and /tmp are the guest's own.

            The machine has one serial console, no network, and no disk but --root's and those of --device, which are \
            /dev/vda and so on in their order, a root's first; it is gone afterwards.
            """,
        options: BootOptions.specs + BootInitramfsOptions.specs + BootRootOptions.specs + BootMachineOptions.specs
            + BootManifestOptions.specs + MatrixOptions.specs + [
                runs.spec, untilFailure.spec, jobs.spec, quiet.spec, junit.spec, artifacts.spec,
                OutputOption.option.spec,
            ],
        trailing: TrailingSpec("CMD", "The command and its arguments, for the guest.", isRequired: false),
        exitCodes: BootExitStatus.table,
        examples: [
            Example("mayfly boot --kernel /boot/vmlinuz-6.1.0 -- uname -a", "one command under that kernel"),
            Example(
                "mayfly boot --kernel ~/linux --append 'slub_debug=FZ' -- dmesg", "out of the tree it was built in"),
            Example(
                "mayfly boot --kernel ~/linux --fail-on warnings --allow warning=my_driver --module foo -- true",
                "a WARNING fails it, but for one"),
            Example(
                "mayfly boot --kernel vmlinuz --initrd initrd.gz --expect 'login:@2m' --timeout 5m",
                "a system of yours, judged by its console"),
            Example(
                "mayfly boot --kernel ~/linux --root host -- /usr/bin/python3 test.py", "with the programs of this host"
            ),
            Example("mayfly boot --kernel ~/linux --kunit --junit junit.xml", "the KUnit tests that are in a kernel"),
            Example("mayfly boot --kernel ~/linux --kunit --coverage out", "and what of the kernel they went through"),
            Example("mayfly boot --kernel ~/linux --kcov test.info -- /tests/one", "what of it one program touches"),
            Example(
                "mayfly boot --machine mps2-an385 --kernel program.elf --timeout 10s", "a program for a microcontroller"
            ),
            Example(
                "mayfly boot --kernel ~/linux --device disk=1Gi --device rng -- sh -c 'mke2fs /dev/vda'",
                "with an empty disk and a source of random numbers"),
            Example(
                "mayfly boot --firmware u-boot.bin --device disk=sdcard.img --expect '=>' --timeout 1m",
                "a boot loader, and what it finds"),
            Example(
                "mayfly boot --from out/manifest.json --strict", "the same boot again, if it can be the same"),
            Example(
                "mayfly boot --kernel ~/linux --until-failure --artifacts out -- /bin/true", "look for what is seldom"),
            Example(
                "mayfly boot --kernel ~/linux --matrix cpus=1,4 --matrix append=,slub_debug=FZ -- /tests/all.sh",
                "four boots, and a table"),
            Example(
                "mayfly boot --kernel 'out/{arch}' --initrd 'out/{arch}.cpio' --matrix arch=arm64,riscv64 --expect done",
                "the same on two architectures"),
            Example(
                "mayfly boot --kernel ~/linux --repeat exact --runs 10 --artifacts out -- /bin/dmesg",
                "ten consoles, the same to the byte; or where the first one differs"),
            Example("mayfly boot --kernel ~/linux --gdb -- true", "step through it from its first instruction"),
            Example(
                "mayfly boot --kernel ~/linux --shell-on-failure --dump memory.elf -- /tests/race.sh",
                "look at what has failed"),
        ], usageExit: ExitStatus.neverRan)

    private static let classes = VerdictSelector.words.joined(separator: ", ")

    static func status(of error: any Error) -> Int32 { ExitStatus.of(error) }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let earlier = try BootManifestOptions.earlier(invocation)
        let matrix = try MatrixOptions.matrix(invocation)
        let boot = matrix == nil ? try BootOptions.boot(invocation, as: earlier) : nil
        let isLoop = invocation[runs] != nil || invocation[untilFailure]
        guard isLoop || matrix != nil || invocation[jobs] == nil else {
            throw MachineError(
                .invalidInput, "--jobs is for several boots; say how many by --runs N, or boot --until-failure")
        }
        if isLoop || matrix != nil { try DebuggingOptions.refuse(inLoop: invocation) }
        let isJSON = invocation[OutputOption.option] == .json
        try BootOutputs(invocation).check()
        let report: ReportFile? = if let path = invocation[junit] { try ReportFile(path) } else { nil }
        let folder: BootFolder? = if let path = invocation[artifacts] { try BootFolder(path) } else { nil }
        if let matrix { return try await MatrixRun(invocation, matrix, report, folder).run() }
        guard let boot else { return ExitStatus.neverRan }
        let manifest: ReportFile? =
            if let path = invocation[BootManifestOptions.manifest] { try ReportFile(path) } else { nil }
        let manifests =
            manifest == nil && folder == nil && earlier == nil
            ? nil
            : BootManifests(
                boot, earlier: earlier, isStrict: invocation[BootManifestOptions.strict], file: manifest)
        if isLoop {
            return try await BootLoop(invocation, boot, report, folder, manifests).run()
        }
        let printer = BootPrinter(showsConsole: !invocation[quiet] && !isJSON, showsOutput: !isJSON)
        let shell: FailureShell? = invocation[DebuggingOptions.shellOnFailure] ? FailureShell(for: boot) : nil
        var standing: (@Sendable (Machine) async throws -> Void)?
        if let shell { standing = { machine in try await shell.open(on: machine) } }
        let lost = LostThings()
        let shown = lost.beside(printer.observer(beside: shell))
        let observer = manifests?.observing(shown, run: 1) ?? shown
        let timeline = Timeline()
        let ended: Result<BootResult, any Error>
        do {
            ended = .success(
                try await SignalRelay.withRelay { [standing] _ in
                    try await boot.run(
                        observer: observer, timeline: timeline,
                        collecting: folder.map { _ in BootFolder.limits },
                        standing: standing)
                })
        } catch {
            ended = .failure(error)
        }
        var summary = BootSummary(boot, ended, timeline)
        summary.lost = lost.words
        summary.differences = manifests?.differences(ofRun: 1) ?? []
        let hasManifest = manifests?.write(ofRun: 1) ?? true
        let isWritten = (report?.write(JUnitReport(summary).text) ?? true) && hasManifest
        if summary.exitStatus == 0, !isWritten { summary.exitStatus = ExitStatus.neverRan }
        await folder?.write(
            summary, artifacts: (try? ended.get())?.artifacts ?? [], manifest: manifests?.text(ofRun: 1))
        let isPrinted = isJSON ? Standard.output.wrote(try JSONText.pretty(summary)) : true
        let result = try ended.get()
        Standard.error.write(printer.summary(of: result))
        if isPrinted { return summary.exitStatus }
        Standard.note("warning: the result could not be written to stdout")
        return summary.exitStatus == 0 ? ExitStatus.neverRan : summary.exitStatus
    }
}
