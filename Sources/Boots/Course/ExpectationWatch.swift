import Machines
import Verdicts

/// Looks for lines on a console, each by its first appearance; a prompt, which is no line yet, counts.
struct ExpectationWatch: Sendable {
    let expectations: [BootExpectation]
    private let matchers: [@Sendable (String) -> Bool]
    private var lines = ConsoleLines()
    /// The numbers of those that have not come.
    private(set) var open: [Int]

    init(_ expectations: [BootExpectation]) throws(MachineError) {
        self.expectations = expectations
        var matchers: [@Sendable (String) -> Bool] = []
        for expectation in expectations { matchers.append(try expectation.pattern.matcher()) }
        self.matchers = matchers
        open = Array(expectations.indices)
    }

    var missing: [BootExpectation] { open.map { expectations[$0] } }

    /// Those that these bytes bring.
    mutating func feed(_ bytes: [UInt8]) -> [BootExpectation] {
        if open.isEmpty { return [] }
        var texts = lines.append(bytes).map(\.text)
        if let partial = lines.partial { texts.append(partial.text) }
        let met = open.filter { number in texts.contains(where: matchers[number]) }
        open.removeAll(where: met.contains)
        return met.map { expectations[$0] }
    }
}
