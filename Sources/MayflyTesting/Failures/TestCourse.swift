import Machines
import Offload
import Synchronization
import Testing

/// One run of a test: what its machines ran, what issues it had, which rules it stated.
final class TestCourse: Sendable {
    private struct State {
        var issues: [String] = []
        var hasFailed = false
        var rules: [any Rule] = []
        /// Nil once the body is over.
        var interrupt: AsyncStream<Void>.Continuation?
        var isBroken = false
    }

    let commands = CommandLog()
    private let test: Test
    private let testCase: Test.Case?
    private let state = Mutex(State())

    init(of test: Test, _ testCase: Test.Case?) {
        self.test = test
        self.testCase = testCase
    }

    /// Runs the body, and explains it when it fails, while its machines are still there.
    func run(with machines: [String?: Machine], _ body: @escaping @concurrent @Sendable () async throws -> Void)
        async throws
    {
        // Issues that are recorded pass by here; what is thrown becomes one only outside.
        let noticing = IssueHandlingTrait.compactMapIssues { issue in
            self.note(issue)
            return issue
        }
        var thrown: (any Error)?
        do {
            try await noticing.provideScope(for: test, testCase: testCase) {
                let result: Result<Void, any Error>
                do { result = .success(try await self.interruptible(body)) } catch { result = .failure(error) }
                // Rules have their last look whatever the body came to.
                await self.endRules()
                try result.get()
            }
        } catch {
            thrown = error
            note("\(error)")
        }
        let settings = ArtifactSettings.current
        // A time limit cancels the test, and its issue does not pass by.
        if state.withLock({ $0.hasFailed }) || Task.isCancelled || settings.always {
            let issues = state.withLock { $0.issues }
            await explain(settings) { await Explanation(issues: issues, machines: machines) }
        }
        if let thrown { throw thrown }
    }

    /// Tells of a machine that did not get ready.
    func explain(_ error: MachineError) async {
        guard !error.artifacts.isEmpty else { return }
        await explain(.current) { Explanation(issues: ["\(error)"], artifacts: error.artifacts) }
    }

    private func explain(_ settings: ArtifactSettings, _ make: @escaping @Sendable () async -> Explanation) async {
        let explanation = await uncancelled(make)
        for artifact in explanation.artifacts {
            Attachment.record(artifact.contents, named: artifact.name, sourceLocation: test.sourceLocation)
        }
        explanation.write(settings, for: [test.id.moduleName] + test.id.nameComponents)
    }

    private func note(_ issue: Issue) {
        guard issue.isFailure else { return }
        let place = issue.sourceLocation.map { "\($0.fileID):\($0.line): " } ?? ""
        note(place + "\(issue)")
    }

    private func note(_ text: String) {
        state.withLock { state in
            state.hasFailed = true
            state.issues.append(text)
        }
    }

    // MARK: rules

    /// Runs the body until it ends or a rule is broken, which cancels it.
    private func interruptible(_ body: @escaping @concurrent @Sendable () async throws -> Void) async throws {
        let (interrupts, interrupt) = AsyncStream<Void>.makeStream()
        state.withLock { $0.interrupt = interrupt }
        defer { state.withLock { $0.interrupt = nil } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { interrupt.finish() }
                do { try await body() } catch {
                    // The rule's issue tells why.
                    if self.isBroken, error.isCancellation { return }
                    throw error
                }
            }
            for await _ in interrupts { group.cancelAll() }
            try await group.waitForAll()
        }
    }

    /// Each has its last look; the watching ends.
    private func endRules() async {
        for rule in state.withLock({ $0.rules }) { await rule.end() }
    }

    var isBroken: Bool { state.withLock { $0.isBroken } }

    func add(_ rule: any Rule) { state.withLock { $0.rules.append(rule) } }

    /// A rule does not hold: that is an issue where it was stated, and the end of the test. The first one counts.
    func `break`(_ words: String, at place: SourceLocation) {
        let isFirst = state.withLock { state in
            defer { state.isBroken = true }
            return !state.isBroken
        }
        guard isFirst else { return }
        Issue.record(Comment(rawValue: words), sourceLocation: place)
        state.withLock { $0.interrupt }?.yield()
    }
}

extension Error {
    fileprivate var isCancellation: Bool {
        self is CancellationError || (self as? MachineError)?.code == .cancelled
    }
}
