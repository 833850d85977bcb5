import FixtureLoading
import Fixtures
import Mayfly
import Terminal

/// What the commands have in common that make something of a fixture ahead.
enum FixtureBuild {
    static let fixture = Argument("FIXTURE", FixtureOptions.word, "A fixture by its name or path.")

    /// Loads the fixture that is meant and makes something of it; with `--timing`, the phases' times come last.
    static func run<Value: Sendable>(
        _ invocation: Invocation, _ verb: String, keepingStages: Bool = false,
        _ body: @escaping @Sendable (Fixture, Timeline) async throws -> Value
    ) async throws -> Value {
        let fixture = try FixtureLoader().load(
            FixtureOptions.place(invocation[fixture]), parameters: FixtureOptions.parameters(invocation))
        let observer = ProgressObserver()
        let timeline = Timeline(observer: observer.take)
        defer {
            if invocation[RunCommand.timing] {
                Standard.error.write(PhaseTable(timeline.entries.map { .init($0.phase.rawValue, $0.length) }).text)
            }
        }
        return try await shown("\(verb) \(fixture.name)", observer, keepingStages: keepingStages) {
            try await body(fixture, timeline)
        }
    }

    /// Runs what signals may end, and shows each phase that the observer is told of.
    static func shown<Value: Sendable>(
        _ label: String, _ observer: ProgressObserver, keepingStages: Bool = false,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await SignalRelay.withRelay { _ in
            try await withProgress(
                label, style: Standard.error.style, keepingStages: keepingStages, write: Standard.error.write
            ) { progress in
                observer.set { progress.stage($0.words, $0.fraction) }
                defer { observer.set(nil) }
                return try await body()
            }
        }
    }
}
