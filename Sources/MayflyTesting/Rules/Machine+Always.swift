public import Machines
import Mayfly
public import Testing

extension Machine {
    /// From now on this has to hold until the test ends. The test fails the moment it does not: the issue stands where
    /// the rule is stated, and the test's task is cancelled.
    ///
    /// It is looked at at once, then in intervals, and once more when the test's body is over and the machine is not off.
    /// A look that throws breaks the rule, too.
    ///
    /// ```swift
    /// try await machine.always("nginx runs") { try await machine.service("nginx").isActive }
    /// ```
    ///
    /// - Throws: `CancellationError` where it does not hold from the beginning; ``MachineError/Code/notFound`` where no
    ///   test with the trait `.machine(…)` runs.
    public func always(
        _ what: String = "the condition", every interval: Duration = .seconds(1),
        sourceLocation: SourceLocation = #_sourceLocation,
        _ condition: @escaping @Sendable () async throws -> Bool
    ) async throws {
        try await always(what, every: interval, clock: ContinuousClock(), sourceLocation: sourceLocation, condition)
    }

    package func always(
        _ what: String, every interval: Duration, clock: any Clock<Duration>,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ condition: @escaping @Sendable () async throws -> Bool
    ) async throws {
        let course = try TestMachines.course()
        let rule = ConditionRule(what, at: sourceLocation, of: self, in: course, condition)
        course.add(rule)
        await rule.begin(every: interval, clock: clock)
        try Task.checkCancellation()
        if course.isBroken { throw CancellationError() }
    }

    /// No line of the console may match this, from the machine's start (the test's, for one that is shared) until the test
    /// ends. The test fails the moment that one does: the issue stands where the rule is stated, and the test's task is
    /// cancelled.
    ///
    /// - Throws: ``MachineError/Code/invalidInput`` for a regular expression that does not compile,
    ///   ``MachineError/Code/notFound`` where no test with the trait `.machine(…)` runs.
    public func always(
        consoleNever pattern: ConsolePattern, sourceLocation: SourceLocation = #_sourceLocation
    ) throws(MachineError) {
        try always("\(pattern)", never: pattern.matcher(), sourceLocation)
    }

    /// The same for a regular expression of Swift's: `try machine.always(consoleNever: /BUG: .* at/)`.
    public func always(
        consoleNever regex: sending Regex<some Any>, sourceLocation: SourceLocation = #_sourceLocation
    ) throws(MachineError) {
        // Used by one task at a time: the one that watches, and after its end the test's.
        nonisolated(unsafe) let regex = regex
        try always("what must not", never: { $0.firstMatch(of: regex) != nil }, sourceLocation)
    }

    private func always(
        _ what: String, never matches: @escaping @Sendable (String) -> Bool, _ place: SourceLocation
    ) throws(MachineError) {
        let course = try TestMachines.course()
        guard console.isRecorded else {
            throw MachineError(.unsupported, "the machine has no serial console", machine: name)
        }
        let first = TestMachines.scoped?.consoleBegins[id] ?? 0
        let rule = ConsoleRule(what, at: place, of: self, from: first, in: course, matches)
        course.add(rule)
        rule.begin()
    }
}
