import Terminal
import Verdicts

/// Results of tests as a tree for people: whole where something failed, a line each where nothing did.
struct ResultTree {
    private(set) var text = ""
    private let style: TerminalStyle

    init(_ documents: [TestDocument], style: TerminalStyle) {
        self.style = style
        for document in documents {
            for node in document.nodes { add(node, depth: 1) }
            if let reason = document.skipReason { text += "  skipped: \(reason.printable)\n" }
        }
        let leaves = documents.flatMap(\.nodes).flatMap(Self.leaves)
        let failed = leaves.filter(\.status.isFailure).count
        let skipped = leaves.filter { $0.status == .skipped }.count
        text += "mayfly: \(leaves.count) test\(leaves.count == 1 ? "" : "s"), \(failed) failed, \(skipped) skipped\n"
    }

    private mutating func add(_ node: TestNode, depth: Int) {
        let word = node.status.isFailure ? style.red(node.status.rawValue) : node.status.rawValue
        let name = node.name.isEmpty ? "\(node.number)" : node.name
        let reason = node.reason.isEmpty ? "" : " # \(node.reason)"
        text += String(repeating: "  ", count: depth) + "\(word) \((name + reason).printable)\n"
        for child in node.children where node.hasFailed || node.status == .skipped { add(child, depth: depth + 1) }
        guard node.status.isFailure, !node.children.contains(where: \.hasFailed) else { return }
        for line in (node.diagnostics + node.yaml + node.output).suffix(20) {
            text += String(repeating: "  ", count: depth) + "  | \(line.printable)\n"
        }
    }

    static func leaves(_ node: TestNode) -> [TestNode] {
        node.children.isEmpty ? [node] : node.children.flatMap(leaves)
    }
}
