extension TestStream {
    mutating func take(_ text: Substring) {
        guard document != nil else { return takeFirst(TestLine(text)) }
        if takeYAML(text) { return }
        take(TestLine(text), text)
    }

    /// Before a stream has begun, only a version line counts.
    private mutating func takeFirst(_ line: TestLine) {
        guard case .version(let dialect) = line.content else { return }
        begin(dialect, column: line.isHashed ? 0 : line.column, isHashed: false)
        if line.isHashed { open(line, dialect) }
    }

    private mutating func take(_ line: TestLine, _ text: Substring) {
        switch line.content {
        case .version(let dialect): takeVersion(line, dialect)
        case .plan(let last, let skip): takePlan(line, last, skip, text)
        case .result(let result): takeResult(line, result, text)
        case .bailOut(let reason): takeBailOut(line, reason)
        case .pragma: leaveResult()
        case .comment(let comment): takeComment(line, comment)
        case .other: takeOther(text)
        }
    }

    private mutating func takeVersion(_ line: TestLine, _ dialect: TestDocument.Dialect) {
        guard let root = levels.first else { return }
        if line.column <= root.column, !line.isHashed {
            if levels.count == 1, root.nodes.isEmpty, root.plan == nil, source == .file {
                document?.dialect = dialect
                levels[0].dialect = dialect
                levels[0].column = line.column
            } else {
                end()
                begin(dialect, column: line.column, isHashed: false)
            }
            return
        }
        // Another of the same indentation: the one before it never had its result.
        close(downTo: line.column - 1)
        open(line, dialect)
    }

    private mutating func takePlan(_ line: TestLine, _ last: Int, _ skip: String?, _ text: Substring) {
        guard reach(line, opens: true) else { return takeOther(text) }
        let top = levels.count - 1
        leaveResult()
        if let plan = levels[top].plan { return tell("a second plan, 1..\(last), after 1..\(plan)") }
        levels[top].plan = last
        levels[top].skipReason = skip
        guard top == 0 else { return }
        document?.plan = last
        document?.skipReason = skip
    }

    private mutating func takeBailOut(_ line: TestLine, _ reason: String) {
        events.append(.bailedOut(reason))
        tell(reason.isEmpty ? "Bail out!" : "Bail out! \(reason)")
        // kselftest goes on with the next of its programs.
        if line.isHashed, reach(line, opens: false) {
            levels[levels.count - 1].bailOut = reason
        } else {
            document?.bailOut = reason
            levels[0].bailOut = reason
            end()
        }
    }

    private mutating func takeComment(_ line: TestLine, _ comment: String) {
        guard let top = levels.last else { return }
        // Behind kselftest's `# ` everything is what the test printed.
        if top.isHashed, top.column > line.column {
            return take(TestLine(comment[...], from: line.column + 2, isHashed: true), comment[...])
        }
        if comment.hasPrefix("Subtest: ") { return takeName(line, String(comment.dropFirst("Subtest: ".count))) }
        // kselftest's runner says TAP 13 and means KTAP.
        if comment.hasPrefix("selftests: ") {
            levels[levels.count - 1].announced = comment
            levels[levels.count - 1].dialect = .ktap
            if levels.count == 1 { document?.dialect = .ktap }
            return
        }
        let index = levels.lastIndex { $0.column <= line.column } ?? 0
        // Perl's tests explain a failure behind it, the kernel's before it.
        if levels[index].dialect == .tap, !levels[index].isHashed, let last = levels[index].nodes.indices.last,
            levels[index].followsResult, levels[index].nodes[last].status.isFailure
        {
            if levels[index].nodes[last].diagnostics.count < WaitingLines.most {
                levels[index].nodes[last].diagnostics.append(comment)
            }
        } else {
            levels[index].waiting.add(diagnostic: comment)
        }
    }

    /// KUnit names a level in it, TAP 14 before it.
    private mutating func takeName(_ line: TestLine, _ name: String) {
        guard let top = levels.last else { return }
        if top.column < line.column {
            guard levels.count < Self.mostLevels else { return }
            levels.append(
                StreamLevel(column: line.column, isHashed: line.isHashed, dialect: top.dialect, name: name))
        } else if top.column == line.column, levels.count > 1, top.nodes.isEmpty, top.name == nil {
            levels[levels.count - 1].name = name
        } else if let index = levels.lastIndex(where: { $0.column <= line.column }) {
            levels[index].announced = name
        }
    }

    private mutating func takeOther(_ text: Substring) {
        guard isOpen, let top = levels.indices.last else { return }
        let isBlank = text.allSatisfy { $0 == " " || $0 == "\t" }
        if !isBlank { levels[top].waiting.add(output: String(text)) }
    }

    /// The next line does not stand behind a result.
    mutating func leaveResult() {
        if let top = levels.indices.last { levels[top].followsResult = false }
    }
}
