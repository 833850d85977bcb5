import Verdicts

/// Results of tests in what a command writes, which may be TAP without a version line.
struct OutputResults: Sendable {
    let isWanted: Bool
    private var lines = ConsoleLines()
    private var stream = TestStream(.file)

    init(isWanted: Bool) { self.isWanted = isWanted }

    var documents: [TestDocument] { stream.documents }

    mutating func feed(_ bytes: [UInt8]) -> [TestStream.Event] {
        guard isWanted else { return [] }
        return lines.append(bytes).flatMap { stream.consume($0.text[...]) }
    }

    mutating func finish() -> [TestStream.Event] {
        guard isWanted else { return [] }
        let last = lines.finish().map { stream.consume($0.text[...]) } ?? []
        return last + stream.finish()
    }
}
