import Host
package import Machines
import Offload
import Symbols
import Verdicts

extension Boot {
    /// Boots, watches, and ends the machine, whatever comes; what the boot came to is the result, and an error only what
    /// kept it from saying anything. With `standing` the machine of a boot that failed stands until that returns. Artifacts are collected with `limits`, those of a boot that passed
    /// only with `collectsPassed`.
    ///
    /// - Throws: ``MachineError``: the kernel, the host or an argument is at fault, or the task was cancelled.
    package func run(
        on provider: any MachineProvider, kernel: KernelFiles, observer: BootObserver = BootObserver(),
        timeline: Timeline = Timeline(), limits: ArtifactLimits? = nil, collectsPassed: Bool = true,
        standing: (@Sendable (Machine) async throws -> Void)? = nil
    ) async throws -> BootResult {
        let course = try BootCourse(self)
        if hasTools, let name = kernel.missingForHelper(on: machineArchitecture).first {
            throw MachineError(
                .invalidInput,
                "the kernel \(kernel.image) has \(name) neither in itself nor as a module that is here, and the helper talks "
                    + "by it. Set CONFIG_\(name.uppercased())=y, or say by --modules where its modules are (the directory that "
                    + "has lib/modules/\(kernel.version), or the package)")
        }
        let initramfs = try await directoryImage()
        let files = try await rootFiles(for: kernel, on: provider)
        defer { files?.release() }
        if let root = files?.root { await observer.notice(.root(root)) }
        let machine = try await provider.create(
            fixture(of: kernel, initramfs: initramfs, root: files), options: MachineOptions(origin: .boot),
            timeline: timeline)
        let session = BootSession(course, machine, observer)
        let printed = isExact ? ConsoleBytes() : nil
        let (artifacts, coverage, kcov, isWhole) = try await finishing {
            try await observer.made(machine, kernel)
            // The session has the machine, whose console would have the session for ever.
            await machine.console.listen { [weak session] bytes in
                printed?.append(bytes)
                await session?.console(bytes)
            }
            try await machine.start()
            if let access = BootAccess(to: machine, of: self, kernel) { await observer.notice(.access(access)) }
            await session.begin()
            try await observer.started(machine)
            await session.wait()
            try Task.checkCancellation()
            await session.catchUp(within: .seconds(10))
            var isWhole = await keepPackets(of: machine, observer)
            let end = await session.prospect
            let coverage = await keepCoverage(of: machine, kernel, end: end, observer)
            let kcov = await keepKcov(of: machine, kernel, end: end, observer)
            try Task.checkCancellation()
            let hasPassed = end?.hasPassed ?? false
            if !hasPassed {
                await dump(machine, observer)
                try await standing?(machine)
            }
            var artifacts: [Artifact] = []
            if let limits, collectsPassed || !hasPassed { artifacts = await machine.artifacts(limits: limits) }
            if let path = debugging.recording, let printed, let end, !debugging.recordsOnlyFailures || !hasPassed {
                do {
                    try await keepRecording(of: machine, kernel, files, printed, end: end, at: path)
                    await observer.notice(.recorded(path))
                } catch {
                    // What the boot came to is more than its recording.
                    try Task.checkCancellation()
                    await observer.notice(.lost("the boot was not recorded: \(error)"))
                    isWhole = false
                }
            }
            isWhole =
                isWhole && (debugging.coverage == nil || coverage != nil) && (debugging.kcov == nil || kcov != nil)
            return (artifacts, coverage, kcov, isWhole)
        } finally: {
            await session.cancel()
            await machine.delete()
            await session.join()
        }
        let ended = await session.close()
        let places = await Self.places(of: ended.verdicts, kernel)
        let decisive = await session.decisive
        let failing = Set(ended.failures.map(\.line.number))
        return BootResult(
            end: try ended.end(),
            reports: ended.verdicts.map { verdict in
                BootReport(
                    verdict, fails: failing.contains(verdict.line.number),
                    traces: verdict.traces.map { BootTrace($0, places) })
            }, furtherReports: ended.unkept, met: ended.expectationsMet, run: machine.id,
            accelerator: machine.accelerator, artifacts: artifacts, coverage: coverage, kcov: kcov,
            console: printed.map {
                ExactConsole(bytes: Array($0.all.prefix(decisive ?? .max)), isWhole: decisive != nil)
            },
            documents: ended.documents, kernel: kernel, root: files?.root, isWhole: isWhole)
    }

    /// Source lines of all frames, where the kernel's symbols are here. A place that cannot be had is none.
    private static func places(
        of verdicts: [ConsoleVerdict], _ kernel: KernelFiles
    ) async -> [StackFrame: [SourcePlace]] {
        let frames = verdicts.flatMap { $0.traces.flatMap(\.frames) }
        guard let symbols = kernel.symbols, !frames.isEmpty else { return [:] }
        return (try? await Symbolizer(vmlinux: symbols).places(of: frames)) ?? [:]
    }
}
