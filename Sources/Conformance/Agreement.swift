package import YAML

/// How many of KubeVirt's answers are ours too, and where they differ.
package struct Agreement: Sendable {
    /// How many were compared.
    package private(set) var total = 0
    /// One text for each answer that is not ours: the place, then what differs.
    package private(set) var disagreements: [String] = []
    /// Places of answers that are ours only when we are told what their lines leave out.
    package private(set) var told: [String] = []

    package init() {}

    package var agreed: Int { total - disagreements.count }
    /// Whether all agree; nothing to compare is no agreement.
    package var isComplete: Bool { total > 0 && disagreements.isEmpty }

    /// Counts one answer of KubeVirt's.
    package mutating func add(_ comparison: Comparison, place: String) {
        total += 1
        switch comparison {
        case .agrees: break
        case .agreesWhenTold: told.append(place)
        case .differs(let text): disagreements.append(text)
        }
    }

    /// Compares the answer in a line of JSON; one that cannot be read is one on which nobody agrees.
    package mutating func add(line: [UInt8], place: String, _ comparison: (Node) -> Comparison) {
        do throws(YAMLError) {
            add(comparison(try YAMLParser().document(in: line, file: place)), place: place)
        } catch {
            add(.differs("\(error)"), place: place)
        }
    }

    /// `agreed 173 of 174 (99.4 %)`, rounded down: only all of them are 100 %.
    package var summary: String {
        let perMille = total == 0 ? 0 : agreed * 1000 / total
        let tenths = perMille % 10 == 0 ? "" : ".\(perMille % 10)"
        return "agreed \(agreed) of \(total) (\(perMille / 10)\(tenths) %)"
    }

    /// Which answers needed more than their lines; nil when none did.
    package var remark: String? {
        guard !told.isEmpty else { return nil }
        return
            "\(agreed - told.count) from the lines alone; \(told.count) told what the line leaves out, as KubeVirt's "
            + "answer shows it: \(told.joined(separator: ", "))"
    }
}

/// What came of comparing one answer of KubeVirt's with ours.
package enum Comparison: Sendable, Hashable {
    /// They are alike.
    case agrees
    /// They are alike once we are told what KubeVirt was and the line does not say: settings of its cluster, facts of its
    /// host. These are taken from its answer; what follows from them is ours to get right.
    case agreesWhenTold
    /// They differ: where, and how.
    case differs(String)

    /// The comparison without what the line leaves out, and with it where that alone is not enough.
    static func trying(_ plain: String?, told: () -> String?) -> Comparison {
        guard let plain else { return .agrees }
        return told() == nil ? .agreesWhenTold : .differs(plain)
    }
}
