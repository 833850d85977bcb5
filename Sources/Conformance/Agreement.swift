/// How many of KubeVirt's answers are ours too, and where they differ.
package struct Agreement: Sendable {
    /// How many were compared.
    package private(set) var total = 0
    /// One text for each answer that is not ours: the place, then what differs.
    package private(set) var disagreements: [String] = []

    package init() {}

    package var agreed: Int { total - disagreements.count }
    package var isComplete: Bool { disagreements.isEmpty }

    /// Counts one answer; nil is agreement.
    package mutating func add(_ disagreement: String?) {
        total += 1
        if let disagreement { disagreements.append(disagreement) }
    }

    /// `agreed 173 of 174 (99.4 %)`, rounded down: only all of them are 100 %.
    package var summary: String {
        let perMille = total == 0 ? 0 : agreed * 1000 / total
        let tenths = perMille % 10 == 0 ? "" : ".\(perMille % 10)"
        return "agreed \(agreed) of \(total) (\(perMille / 10)\(tenths) %)"
    }
}
