import Verdicts

extension BootCourse {
    /// What the console brings.
    mutating func read(_ bytes: [UInt8]) -> [Action] {
        var actions: [Action] = []
        for event in reader.feed(bytes) { actions += take(event) }
        let met = watch.feed(bytes)
        actions += met.map { .tell(.met($0)) }
        return actions + fulfilment(hasMet: !met.isEmpty)
    }

    private mutating func take(_ event: ConsoleReader.Event) -> [Action] {
        switch event {
        case .began(let verdict):
            let matters = verdict.endsBoot || policy.failOn.contains { $0.kinds.contains(verdict.kind) }
            return matters ? [.set(.report(verdict.line.number), Self.patience)] : []
        case .completed(let verdict): return judge(verdict)
        case .test(let event): return boot.readsResults ? [.tell(.test(event))] : []
        }
    }

    /// A report with its lines: tells it once, and ends the boot where nothing better can come.
    mutating func judge(_ verdict: ConsoleVerdict) -> [Action] {
        guard !told.contains(verdict.line.number) else { return [] }
        if told.count == Self.mostReports { told.removeFirst() }
        told.append(verdict.line.number)
        // A kernel that was built for its tests has nowhere to go when they have run, and panics.
        let fails = policy.fails(verdict) && !isAfterResults(verdict)
        keep(verdict, fails: fails)
        let ends = verdict.endsBoot || fails && !boot.keepsGoing
        return [.tell(.verdict(verdict, fails: fails))] + (ends ? [.finish] : [])
    }

    /// Those that fail the boot or end it have room of their own.
    private mutating func keep(_ verdict: ConsoleVerdict, fails: Bool) {
        let isFirst = fails && failures.count < Self.mostReports
        if isFirst { failures.append(verdict) }
        if isFirst || verdict.endsBoot || verdicts.count - failures.count < Self.mostReports && !fails {
            verdicts.append(verdict)
        } else {
            unkept += 1
        }
    }

    /// Whether it began behind all that the boot is for. A report's end may come there though it began with a test.
    private func isAfterResults(_ verdict: ConsoleVerdict) -> Bool {
        guard boot.awaitsKernelTests, !boot.hasTools, boot.expectations.isEmpty, let end = reader.kernelResultsEnd
        else { return false }
        return (verdict.leading.first ?? verdict.line).number > end
    }

    /// What is to be done when all has come that a boot without a command waits for.
    private func fulfilment(hasMet: Bool) -> [Action] {
        guard boot.command.isEmpty, watch.open.isEmpty else { return [] }
        // With tools there comes a moment when all built-in tests have run.
        guard boot.awaitsKernelTests else { return hasMet ? [.finish] : [] }
        let isFulfilled = boot.hasTools ? isUp : reader.kernelResultsEnd != nil
        return isFulfilled ? [.finish] : []
    }

    /// The machine is off, and its console has been read.
    package mutating func close() -> [Action] {
        isOver = true
        var actions: [Action] = []
        for event in reader.finish() { actions += take(event) }
        actions += results.finish().map { .tell(.test($0)) }
        return actions.filter(\.isWord)
    }
}

extension ConsoleVerdict {
    /// Whether nothing of this boot comes after it.
    var endsBoot: Bool { endsWait || kind == .restarting }
}
