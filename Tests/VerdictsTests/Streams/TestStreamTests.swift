import Foundation
import JUnit
import Testing
import Verdicts

private func documents(_ text: String, _ source: TestStream.Source = .file) -> [TestDocument] {
    var stream = TestStream(source)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { _ = stream.consume(line) }
    _ = stream.finish()
    return stream.documents
}

@Suite struct TestStreamTests {
    @Test("on a console nothing counts before a version line")
    func console() {
        #expect(documents("ok 1 a\n1..1\nnot ok 2", .console).isEmpty)
        #expect(documents("ok 1 a\nTAP version 13\n1..1\nok 1 b", .console).map(\.nodes.count) == [1])
    }

    @Test("a plan that is not kept is told with what came")
    func plan() {
        let found = documents("TAP version 13\n1..5\nok 1\nok 2\nok 3")
        #expect(found.first?.problems.map(\.description) == ["line 5: plan of 5, saw 3"])
        #expect(found.first?.nodes.count == 3)
    }

    @Test("without a plan nobody can tell whether all came; KTAP need not have one")
    func noPlan() {
        #expect(documents("TAP version 13\nok 1").first?.problems.count == 1)
        #expect(documents("KTAP version 1\nok 1").first?.problems == [])
    }

    @Test("one of kselftest's programs that gives up does not end the others")
    func bailOut() throws {
        let text = """
            TAP version 13
            1..2
            # selftests: a: one
            # TAP version 13
            # 1..4
            # ok 1 first
            # Bail out! no device
            # # Planned tests != run tests (4 != 1)
            not ok 1 selftests: a: one # exit=1
            # selftests: a: two
            ok 2 selftests: a: two
            """
        let found = try #require(documents(text).first)
        #expect(found.bailOut == nil)
        #expect(found.nodes.map(\.status) == [.failed, .passed])
        #expect(found.problems.map(\.description) == ["line 7: Bail out! no device"])
    }

    @Test("a test that prints for ever is told how much was left out")
    func bounded() throws {
        let text = "KTAP version 1\n1..1\n" + String(repeating: "noise\n", count: 5000) + "ok 1 loud"
        let node = try #require(documents(text).first?.nodes.first)
        #expect(node.output.count == 513)
        #expect(node.output.last == "(4488 more lines were left out)")
    }

    @Test("indentation without end keeps its results and has an end")
    func deep() {
        let text =
            "KTAP version 1\n"
            + (1...100).map { String(repeating: "  ", count: $0) + "KTAP version 1\n" }.joined()
            + "ok 1 all\n"
        #expect(documents(text).first?.nodes.count == 1)
    }

    @Test("results are JSON, and what is read from it is the same")
    func json() throws {
        let found = documents(
            "KTAP version 1\n1..2\n  KTAP version 1\n  1..1\n  not ok 1 a # why\nnot ok 1 b\nok 2 c # SKIP d")
        let text = try JSONEncoder().encode(found)
        #expect(try JSONDecoder().decode([TestDocument].self, from: text) == found)
        #expect(String(decoding: text, as: UTF8.self).contains("\"status\":\"skipped\""))
    }

    @Test("a test that failed although its subtests passed is a case of its own")
    func itself() {
        let text = "KTAP version 1\n1..1\n  KTAP version 1\n  1..1\n  ok 1 a\nnot ok 1 b # TIMEOUT 9 s"
        let suites = documents(text).flatMap { $0.suites(named: "x") }
        #expect(suites.map(\.name) == ["b"])
        #expect(suites.flatMap(\.cases).map(\.name) == ["a", "b"])
        #expect(suites.first?.cases.last?.outcome == .failed(kind: "timeout", message: "9 s", details: ""))
    }

    @Test("a stream that is not to be trusted is an error in the report")
    func untrusted() {
        let suites = documents("TAP version 13\n1..2\nok 1 a").flatMap { $0.suites(named: "x") }
        #expect(suites.flatMap(\.cases).map(\.name) == ["a", "the stream of results"])
    }
}
