extension TestStream {
    mutating func begin(_ dialect: TestDocument.Dialect, column: Int, isHashed: Bool) {
        document = TestDocument(dialect, line: line)
        levels = [StreamLevel(column: column, isHashed: isHashed, dialect: dialect)]
    }

    /// Begins a level for a line that is indented more than the last one.
    mutating func open(_ line: TestLine, _ dialect: TestDocument.Dialect) {
        guard levels.count < Self.mostLevels else { return }
        let name = levels[levels.count - 1].announced
        levels[levels.count - 1].announced = nil
        levels.append(StreamLevel(column: line.column, isHashed: line.isHashed, dialect: dialect, name: name))
    }

    /// Makes the line's level the last one. False when it is none of the stream's.
    mutating func reach(_ line: TestLine, opens: Bool) -> Bool {
        guard let root = levels.first, let top = levels.last else { return false }
        if top.column == line.column { return true }
        if top.column > line.column {
            guard line.column >= root.column else { return false }
            close(downTo: line.column)
            if levels.last?.column == line.column { return true }
        }
        // Something between two levels belongs to the outer one's tests.
        guard opens, levels.count < Self.mostLevels else { return false }
        open(line, levels.last?.dialect ?? root.dialect)
        return true
    }

    mutating func takeResult(_ line: TestLine, _ result: ResultLine, _ text: Substring) {
        let dialect = levels.last?.dialect ?? .tap
        let isNested = line.column > levels[levels.count - 1].column
        // KTAP has a number in each. Behind `# ` and indentation a sentence may begin with "ok" too.
        let isResult = result.number != nil || dialect == .tap && !isNested && !line.isHashed
        guard isResult, !(isNested && line.isHashed) else { return keep(text) }
        // Only the outermost of what is indented more is this result's; what is within that had none.
        while levels.count > 2, levels[levels.count - 2].column > line.column { closeWithoutResult() }
        let hasChild = levels.count > 1 && levels[levels.count - 1].column > line.column
        let child = hasChild ? levels.removeLast() : nil
        guard reach(line, opens: true), admitsResult() else {
            if let child { levels.append(child) }
            return keep(text)
        }
        add(result, child)
    }

    private mutating func keep(_ text: Substring) {
        if let top = levels.indices.last { levels[top].waiting.add(output: String(text)) }
    }

    private mutating func add(_ result: ResultLine, _ child: StreamLevel?) {
        let top = levels.count - 1
        let name = levels[top].dialect == .tap ? result.unescaped : result.description
        let (number, problem) = levels[top].count(result.number, line: line)
        if let problem { tell(problem) }
        var node = TestNode(name, number: number, status: result.status, reason: result.reason, line: line)
        levels[top].waiting.give(to: &node)
        if var child {
            judge(&child, name: name)
            node.children = child.nodes
            child.waiting.give(to: &node)
            let failed = child.nodes.count(where: \.hasFailed)
            if failed > 0, !node.status.isFailure, node.status != .expectedFailure {
                tell("'\(name)' says that it is ok, but \(failed) of its subtests failed")
            }
            if node.name.isEmpty { node.name = child.name ?? "" }
        }
        levels[top].announced = nil
        levels[top].nodes.append(node)
        levels[top].followsResult = true
        events.append(.result(node, within: levels.dropFirst().map { $0.name ?? "" }))
    }

    /// Says what is wrong with a level that is over.
    private mutating func judge(_ level: inout StreamLevel, name: String) {
        if level.name == nil { level.name = name }
        endYAML(&level)
        if level.bailOut == nil, let problem = level.problem(needsPlan: false) { tell(problem) }
    }

    /// Closes what is indented more than `column`; none of it had its result.
    mutating func close(downTo column: Int) {
        while levels.count > 1, let top = levels.last, top.column > column { closeWithoutResult() }
    }

    private mutating func closeWithoutResult() {
        var level = levels.removeLast()
        let top = levels.count - 1
        let name = level.name ?? ""
        judge(&level, name: name)
        let (number, _) = levels[top].count(nil, line: line)
        var node = TestNode(
            name, number: number, status: .incomplete, reason: "its result never came", line: line)
        node.children = level.nodes
        levels[top].waiting.give(to: &node)
        level.waiting.give(to: &node)
        levels[top].nodes.append(node)
        tell("the result of \(name.isEmpty ? "a test with subtests" : "'\(name)'") never came")
    }

    /// The whole stream is over.
    mutating func end() {
        guard document != nil, let column = levels.first?.column else { return }
        close(downTo: column)
        var root = levels.removeLast()
        levels = []
        endYAML(&root)
        if root.bailOut == nil, let problem = root.problem(needsPlan: root.dialect == .tap) { tell(problem) }
        guard var ended = document else { return }
        document = nil
        ended.nodes = root.nodes
        ended.diagnostics = root.waiting.diagnostics
        documents.append(ended)
    }

    private mutating func endYAML(_ level: inout StreamLevel) {
        if let block = level.yaml { tell("the YAML block has no end", on: block.line) }
        level.yaml = nil
    }
}
