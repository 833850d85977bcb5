/// The tests that stand at one indentation, until the result comes that they belong to.
struct StreamLevel {
    var column: Int
    let isHashed: Bool
    var dialect: TestDocument.Dialect
    /// What the test is called that these belong to, where that was said before its result.
    var name: String?
    var nodes: [TestNode] = []
    var plan: Int?
    var skipReason: String?
    var bailOut: String?
    /// Lines that wait for the result that they belong to.
    var waiting = WaitingLines()
    /// The name of the level that will begin: `# Subtest: name`.
    var announced: String?
    /// The YAML block that is being read.
    var yaml: YAMLBlock?
    /// Whether a result was the last line that this level had.
    var followsResult = false
    /// The line on which each number was first seen.
    private var lines: [Int: Int] = [:]
    private var last = 0

    struct YAMLBlock {
        let column: Int
        let line: Int
    }

    init(column: Int, isHashed: Bool, dialect: TestDocument.Dialect, name: String? = nil) {
        self.column = column
        self.isHashed = isHashed
        self.dialect = dialect
        self.name = name
    }

    /// The number of a result, and what is wrong with it.
    mutating func count(_ stated: Int?, line: Int) -> (number: Int, problem: String?) {
        let expected = last + 1
        let number = stated ?? expected
        defer {
            last = max(last, number)
            lines[number] = lines[number] ?? line
        }
        if let first = lines[number] { return (number, "number \(number) is repeated, it was first on line \(first)") }
        if let plan, number > plan { return (number, "number \(number) is beyond the plan 1..\(plan)") }
        if number == expected { return (number, nil) }
        if number < expected { return (number, "number \(number) comes late, behind \(last)") }
        let missing = expected == number - 1 ? "\(expected) is" : "\(expected) to \(number - 1) are"
        return (number, "\(missing) missing before \(number)")
    }

    /// What is wrong with the whole of it.
    func problem(needsPlan: Bool) -> String? {
        let subject = name.map { "'\($0)' has a plan" } ?? "plan"
        let seen = nodes.count { $0.status != .incomplete }
        if let plan, plan != seen { return "\(subject) of \(plan), saw \(seen)" }
        return plan == nil && needsPlan && bailOut == nil
            ? "there is no plan: nobody can tell whether all \(nodes.count) results came" : nil
    }
}

/// Lines that belong to a test whose result comes later. Bounded: what a test prints for ever must not fill our memory.
struct WaitingLines {
    static let most = 512

    private(set) var diagnostics: [String] = []
    private(set) var output: [String] = []
    private var dropped = 0

    mutating func add(diagnostic text: String) { add(text, to: \.diagnostics) }
    mutating func add(output text: String) { add(text, to: \.output) }

    private mutating func add(_ text: String, to list: WritableKeyPath<Self, [String]>) {
        if self[keyPath: list].count < Self.most { self[keyPath: list].append(text) } else { dropped += 1 }
    }

    mutating func give(to node: inout TestNode) {
        node.diagnostics += diagnostics
        node.output += output
        if dropped > 0 { node.output.append("(\(dropped) more lines were left out)") }
        self = WaitingLines()
    }
}
