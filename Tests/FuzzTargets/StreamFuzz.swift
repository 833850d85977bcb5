import JUnit
import Verdicts

/// Any bytes as a file of test results: every result that was read is in the tree once, and the report can be written.
package func fuzzTestStream(_ bytes: UnsafeRawBufferPointer) {
    var stream = TestStream(.file)
    var read = 0
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
        for event in stream.consume(line) {
            if case .result = event { read += 1 }
        }
    }
    _ = stream.finish()
    let kept = stream.documents.flatMap(\.nodes).map(\.results).reduce(0, +)
    precondition(kept == read, "\(read) results were read and \(kept) kept")
    precondition(!JUnitReport("fuzz", suites: stream.documents.flatMap { $0.suites(named: "fuzz") }).text.isEmpty)
}

/// Any bytes as a console, in any pieces: pieces do not matter, verdicts begin before they end, and blocks stay bounded.
package func fuzzConsoleReader(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    let size = Int(first) + 1
    var whole = ConsoleReader()
    _ = whole.feed(bytes)
    _ = whole.finish()
    var reader = ConsoleReader()
    var open = 0
    func count(_ events: [ConsoleReader.Event]) {
        for event in events {
            switch event {
            case .began: open += 1
            case .completed(let verdict):
                open -= 1
                precondition(open >= 0, "a verdict ended that had not begun")
                precondition(verdict.trailing.count <= 256 && verdict.leading.count <= 4, "a block is too long")
                _ = (verdict.traces, verdict.place)
            case .test: break
            }
        }
    }
    for start in stride(from: 0, to: bytes.count, by: size) {
        count(reader.feed(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + size, bytes.count)])))
    }
    count(reader.finish())
    precondition(open == 0, "\(open) verdicts never ended")
    precondition(reader.documents == whole.documents, "pieces of \(size) bytes gave other results")
}

/// Any text as a frame of a call trace: what was understood says the same when it is written again.
package func fuzzStackFrame(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    for frame in StackFrame.frames(in: text[...]) {
        let again = StackFrame.frames(in: frame.description[...])
        precondition(again.count == 1, "\(frame) is read as \(again)")
        precondition(again.first.map { $0.function == frame.function && $0.module == frame.module } == true)
    }
}

extension TestNode {
    fileprivate var results: Int { (status == .incomplete ? 0 : 1) + children.map(\.results).reduce(0, +) }
}
