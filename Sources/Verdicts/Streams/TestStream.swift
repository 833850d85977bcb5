/// Reads KTAP, as kselftest and KUnit write it, and TAP 12 to 14, line by line. What is broken is told and costs no result
/// that was read.
package struct TestStream: Sendable {
    package enum Event: Sendable, Hashable {
        /// A result was read, with the names of the tests that it is in, as far as they are known by now.
        case result(TestNode, within: [String])
        case problem(TestProblem)
        case bailedOut(String)
    }

    package enum Source: Sendable {
        /// Nothing counts before a version line.
        case console
        /// Everything counts from the first line on.
        case file
    }

    /// Deeper ones are kept as lines of output.
    static let mostLevels = 32
    private static let mostResults = 1_000_000

    /// The streams that are at their end.
    package internal(set) var documents: [TestDocument] = []
    let source: Source
    /// The stream that is being read.
    var document: TestDocument?
    /// Its levels, the outermost first; never empty while there is a document.
    var levels: [StreamLevel] = []
    var line = 0
    var events: [Event] = []
    private var results = 0

    package init(_ source: Source = .file) { self.source = source }

    /// Whether results are expected: a stream began and its plan is not fulfilled.
    package var isOpen: Bool {
        guard document != nil, let root = levels.first else { return false }
        return levels.count > 1 || root.plan.map { root.nodes.count < $0 } ?? true
    }

    /// Whether a stream began and its plan is fulfilled; another one may follow.
    package var isFulfilled: Bool { document != nil && !isOpen }

    /// Takes the next line, without its end. `number` is where it stands, from 1; without it lines are counted.
    package mutating func consume(_ text: Substring, number: Int? = nil) -> [Event] {
        line = number ?? line + 1
        if source == .file, document == nil, documents.isEmpty { begin(.tap, column: 0, isHashed: false) }
        take(text)
        return takeEvents()
    }

    /// Takes a line of somebody else's that came in between.
    package mutating func consume(foreign text: Substring) {
        guard isOpen, let top = levels.indices.last else { return }
        levels[top].waiting.add(output: String(text))
    }

    /// Says that a line that was just taken had no end of its own.
    package mutating func tellCut() -> [Event] {
        if levels.last?.nodes.last?.line == line {
            tell("the kernel's message cuts this line; what stood behind may be missing")
        }
        return takeEvents()
    }

    /// The stream is over: what is open ends here.
    package mutating func finish() -> [Event] {
        end()
        return takeEvents()
    }

    private mutating func takeEvents() -> [Event] {
        defer { events = [] }
        return events
    }

    mutating func tell(_ message: String, on line: Int? = nil) {
        let problem = TestProblem(line ?? self.line, message)
        // A stream that is all wrong says nothing new after a while.
        guard document?.problems.count ?? 0 < 1000 else { return }
        document?.problems.append(problem)
        events.append(.problem(problem))
    }

    /// Whether there is room for one more result.
    mutating func admitsResult() -> Bool {
        results += 1
        if results == Self.mostResults { tell("more than \(Self.mostResults) results: the rest is left out") }
        return results < Self.mostResults
    }
}
