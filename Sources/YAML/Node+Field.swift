extension Node {
    /// The value that a field path such as `spec.disks[0].name` leads to, or the last one on the way that exists.
    package func nearest(toField path: String) -> Node {
        var node = self
        for step in steps(of: path) {
            if let next = node[step] {
                node = next
            } else if let index = Int(step), let items = node.sequence, items.indices.contains(index) {
                node = items[index]
            } else {
                break
            }
        }
        return node
    }

    private func steps(of path: String) -> [String] {
        var steps: [String] = [""]
        var bracketed = false
        for character in path {
            switch character {
            case "[":
                bracketed = true
                steps.append("")
            case "]": bracketed = false
            case "." where !bracketed: steps.append("")
            default: steps[steps.count - 1].append(character)
            }
        }
        return steps.filter { !$0.isEmpty }
    }
}
