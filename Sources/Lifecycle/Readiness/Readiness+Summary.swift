import Fixtures

extension Readiness {
    /// How each condition stands, as an indented tree.
    var summary: String {
        nodes.indices.filter { nodes[$0].parent == nil }.flatMap { lines(of: $0, indent: "  ") }.joined(separator: "\n")
    }

    private func lines(of index: Int, indent: String) -> [String] {
        let node = nodes[index]
        let name = node.condition.summary
        var first: String
        var rest: [Substring] = []
        switch node.standing {
        case .waiting where isNeedless(index):
            first = "not needed: \(name)"
        case .waiting:
            first = "waited for: \(name)" + (node.limit.map { " (of at most \($0))" } ?? "")
        case .held:
            first = "holds: \(name)"
        case .missed:
            first = "missed: \(name)" + (node.limit.map { " within \($0)" } ?? "")
        case .failed(let words):
            let parts = words.split(separator: "\n", omittingEmptySubsequences: false)
            first = "failed: \(name): \(parts.first ?? "")"
            rest = Array(parts.dropFirst())
        }
        if !isNeedless(index), node.standing == .waiting || node.standing == .missed, let seen = node.seen {
            first += "; last seen: \(seen)"
        }
        return [indent + first] + rest.map { "\(indent)  | \($0)" }
            + node.members.flatMap { lines(of: $0, indent: indent + "  ") }
    }

    /// Whether a group that holds already has the condition in it.
    private func isNeedless(_ index: Int) -> Bool {
        guard let parent = nodes[index].parent else { return false }
        return nodes[parent].standing == .held || isNeedless(parent)
    }

    /// What to try for the conditions that did not hold, a line for each kind.
    var remedies: String {
        var found: [String] = []
        for node in nodes where node.members.isEmpty {
            let words: String
            switch node.standing {
            case .missed:
                let remedy = node.condition.remedy
                words = remedy + (remedy.hasSuffix("?") ? " Or" : "; or") + " give it a longer deadline"
            case .failed: words = node.condition.remedy
            case .waiting, .held: continue
            }
            if !found.contains(words) { found.append(words) }
        }
        // A group's own deadline, with nothing in it that has one of its own.
        if found.isEmpty { found.append("give the group a longer deadline") }
        return found.map { "\n  try: \($0)" }.joined()
    }
}
