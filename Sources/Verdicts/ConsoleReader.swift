/// Reads a console as it comes: what the kernel and the firmware say of themselves, and results of tests.
///
/// Feed it whatever pieces arrive. The kernel's own tests (KUnit) print with its time stamps, programs without them; each
/// of the two is a stream of its own, and what the other prints meanwhile is output of the test that runs.
package struct ConsoleReader: Sendable {
    package enum Event: Sendable, Hashable {
        /// A verdict's first line has come.
        case began(ConsoleVerdict)
        /// All lines of a verdict have come.
        case completed(ConsoleVerdict)
        case test(TestStream.Event)
    }

    private var lines = ConsoleLines()
    private var recogniser = ConsoleRecogniser()
    private var kernel = TestStream(.console)
    private var programs = TestStream(.console)
    private var wasCut = false
    /// Whether the kernel's messages have time stamps.
    private var hasStamps = false

    /// The number of the line that brought the last result which the kernel's own stream promised; nil while one is missing.
    package private(set) var kernelResultsEnd: Int?

    package init() {}

    /// The latest verdicts, each with its lines so far.
    package var verdicts: [ConsoleVerdict] { recogniser.verdicts }

    /// The streams of results that have ended, in the order in which they began.
    package var documents: [TestDocument] { (kernel.documents + programs.documents).sorted { $0.line < $1.line } }

    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for line in lines.append(bytes) { events += consume(line) }
        if let partial = lines.partial, let verdict = recogniser.consume(partial: partial) {
            events.append(.began(verdict))
        }
        return events
    }

    /// The console is closed: what is open ends here.
    package mutating func finish() -> [Event] {
        var events: [Event] = []
        if let line = lines.finish() { events += consume(line) }
        recogniser.finish()
        events += recogniser.takeCompleted().map(Event.completed)
        return events + (kernel.finish() + programs.finish()).map(Event.test)
    }

    private mutating func consume(_ line: ConsoleLine) -> [Event] {
        let verdict = recogniser.consume(line)
        let completed = recogniser.takeCompleted()
        // One ends where the next begins; one that has a single line begins and ends here.
        let earlier = completed.filter { $0.line.number < line.number }
        let now = completed.dropFirst(earlier.count)
        let tests = test(line)
        // Without stamps the kernel's results cannot be told from a program's.
        let isFulfilled = (hasStamps ? kernel : programs).isFulfilled
        kernelResultsEnd = isFulfilled ? kernelResultsEnd ?? line.number : nil
        return earlier.map(Event.completed) + (verdict.map { [.began($0)] } ?? []) + now.map(Event.completed)
            + tests.map(Event.test)
    }

    private mutating func test(_ line: ConsoleLine) -> [TestStream.Event] {
        let isRest = wasCut
        wasCut = line.isCut
        let text = PrintkPrefix.withoutLevel(line.text)
        let number = line.number + 1
        // The rest of a line that was too long is no line.
        guard !isRest else {
            programs.consume(foreign: text)
            return []
        }
        guard let message = PrintkPrefix.messages(in: String(text)).first else {
            kernel.consume(foreign: text)
            return programs.consume(text, number: number)
        }
        hasStamps = true
        let whole = message.line.base
        let head = whole[..<message.start]
        var events: [TestStream.Event] = []
        if head.contains(where: { $0 != " " }) {
            // The kernel's messages come in whole lines, but may come in the midst of somebody else's.
            events += programs.consume(head, number: number)
            events += programs.tellCut()
        }
        programs.consume(foreign: whole[message.start...])
        return events + kernel.consume(message.line, number: number)
    }
}
