import JUnit
import MayflyTestSupport
import Testing
import Verdicts

/// Streams of results as files and consoles have them, whole and broken, and what is read of them.
@Suite struct TranscriptTests {
    static let files = ["nested", "tap14", "trailing-plan", "numbers", "bail-out", "skipped"]
    static let consoles = ["kunit", "kselftest", "truncated", "two-streams"]

    private func read(file text: String) -> [TestDocument] {
        var stream = TestStream(.file)
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            _ = stream.consume(line)
        }
        _ = stream.finish()
        return stream.documents
    }

    private func read(console text: String, pieces size: Int = 64) -> (ConsoleReader, [ConsoleReader.Event]) {
        var reader = ConsoleReader()
        let bytes = Array(text.utf8)
        var events: [ConsoleReader.Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += reader.feed(bytes[start..<min(start + size, bytes.count)])
        }
        events += reader.finish()
        return (reader, events)
    }

    @Test("files are read as recorded", arguments: files)
    func file(name: String) throws {
        let documents = read(file: try Golden.text("\(name).tap"))
        try expectGolden(documents.map(\.picture).joined(), "\(name).txt")
        let report = JUnitReport(name, suites: documents.flatMap { $0.suites(named: name) })
        try expectGolden(report.text, "\(name).xml")
    }

    @Test("consoles are read as recorded", arguments: consoles)
    func console(name: String) throws {
        let documents = read(console: try Golden.text("\(name).log")).0.documents
        try expectGolden(documents.map(\.picture).joined(), "\(name).txt")
        let report = JUnitReport(name, suites: documents.flatMap { $0.suites(named: name) })
        try expectGolden(report.text, "\(name).xml")
    }

    @Test("pieces of any size come to the same", arguments: consoles)
    func pieces(name: String) throws {
        let text = try Golden.text("\(name).log")
        let whole = read(console: text, pieces: text.utf8.count)
        for size in [1, 7, 4096] {
            let found = read(console: text, pieces: size)
            #expect(found.0.documents == whole.0.documents)
            #expect(found.1 == whole.1)
        }
    }

    @Test("a stream that ends after any line keeps what was read before", arguments: files)
    func endsAnywhere(name: String) throws {
        let lines = try Golden.text("\(name).tap").split(separator: "\n")
        for count in 0...lines.count {
            var stream = TestStream(.file)
            var read = 0
            for line in lines.prefix(count) {
                for event in stream.consume(line) {
                    if case .result = event { read += 1 }
                }
            }
            _ = stream.finish()
            #expect(stream.documents.flatMap(\.nodes).map(\.results).reduce(0, +) == read)
        }
    }

    @Test("results and verdicts come in the order of the console, as they are printed")
    func order() throws {
        let text = try Golden.text("truncated.log")
        let words = read(console: text).1.map { event in
            switch event {
            case .began(let verdict): "began \(verdict.kind)"
            case .completed(let verdict): "completed \(verdict.kind) \(verdict.trailing.count)"
            case .test(.result(let node, let path)): "\(node.status) \((path + [node.name]).joined(separator: "/"))"
            case .test(.problem(let problem)): "problem \(problem.line)"
            case .test(.bailedOut): "bailed out"
            }
        }
        #expect(
            words.prefix(7) == [
                "passed first_suite/fine", "problem 7", "problem 7", "began oops", "completed oops 2",
                "began kernelPanic", "completed kernelPanic 1",
            ])
    }
}

extension TestNode {
    /// How many results were read in it.
    fileprivate var results: Int { (status == .incomplete ? 0 : 1) + children.map(\.results).reduce(0, +) }

    fileprivate func picture(_ indentation: String) -> String {
        var text =
            "\(indentation)\(number) \(status.rawValue) '\(name)'\(reason.isEmpty ? "" : " (\(reason))") :\(line)\n"
        if let milliseconds { text += "\(indentation)  \(milliseconds) ms\n" }
        for (mark, lines) in [("#", diagnostics), ("-", yaml), (">", output)] {
            text += lines.map { "\(indentation)  \(mark) \($0)\n" }.joined()
        }
        return text + children.map { $0.picture(indentation + "    ") }.joined()
    }
}

extension TestDocument {
    fileprivate var picture: String {
        var text = "\(dialect.rawValue) :\(line) plan \(plan.map(String.init) ?? "none")"
        text += hasFailed ? " failed\n" : "\n"
        if let skipReason { text += "skipped: \(skipReason)\n" }
        if let bailOut { text += "bail out: \(bailOut)\n" }
        return text + nodes.map { $0.picture("  ") }.joined() + diagnostics.map { "  # \($0)\n" }.joined()
            + problems.map { "! \($0)\n" }.joined()
    }
}
