import Conformance
import Testing

@Suite struct AgreementTests {
    private func agreement(agreed: Int, of total: Int) -> Agreement {
        var agreement = Agreement()
        for number in 0..<total { agreement.add(number < agreed ? .agrees : .differs("differs"), place: "\(number)") }
        return agreement
    }

    @Test("only all of them are 100 %")
    func summary() {
        #expect(agreement(agreed: 174, of: 174).summary == "agreed 174 of 174 (100 %)")
        #expect(agreement(agreed: 173, of: 174).summary == "agreed 173 of 174 (99.4 %)")
        #expect(agreement(agreed: 9999, of: 10_000).summary == "agreed 9999 of 10000 (99.9 %)")
        #expect(agreement(agreed: 1, of: 2).summary == "agreed 1 of 2 (50 %)")
        #expect(agreement(agreed: 0, of: 0).summary == "agreed 0 of 0 (0 %)")
    }

    @Test("nothing to compare is no agreement")
    func nothing() {
        #expect(!Agreement().isComplete)
        #expect(agreement(agreed: 1, of: 1).isComplete)
    }

    @Test("a line that cannot be read is a disagreement, and the others count on")
    func lines() {
        var agreement = Agreement()
        for (number, line) in [#"{"a": 1}"#, "{[", "", #"{"a": 2}"#].enumerated() {
            agreement.add(line: Array(line.utf8), place: "f:\(number + 1)") { _ in .agrees }
        }
        #expect(agreement.summary == "agreed 2 of 4 (50 %)")
        #expect(agreement.disagreements.first?.hasPrefix("f:2:") == true)
    }

    @Test("each disagreement is kept")
    func disagreements() {
        #expect(agreement(agreed: 1, of: 3).disagreements == ["differs", "differs"])
        #expect(!agreement(agreed: 1, of: 3).isComplete)
    }
}
