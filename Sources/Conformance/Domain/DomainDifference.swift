package import DomainXML

/// Where two domains say different things.
package struct DomainDifference: Sendable, Hashable, CustomStringConvertible {
    /// `/domain/devices/disk[ua-root]/driver/@cache`.
    package var path: String
    /// What is not there is nil.
    package var ours: String?
    package var theirs: String?

    package var description: String {
        "\(path): ours \(ours.map { "‘\($0)’" } ?? "is not there"), KubeVirt's "
            + (theirs.map { "‘\($0)’" } ?? "is not there")
    }

    /// Everything in which two domains differ, order and what says nothing aside.
    package static func all(ours: Element, theirs: Element) -> [DomainDifference] {
        var differences: [DomainDifference] = []
        compare(plain(ours), plain(theirs), at: "/" + ours.name, &differences)
        return differences
    }

    private static func compare(
        _ ours: Element, _ theirs: Element, at path: String, _ differences: inout [DomainDifference]
    ) {
        if ours.name != theirs.name {
            differences.append(.init(path: path, ours: ours.name, theirs: theirs.name))
            return
        }
        let names = Set(ours.attributes.map(\.name)).union(theirs.attributes.map(\.name)).sorted()
        for name in names where ours[name] != theirs[name] {
            differences.append(.init(path: path + "/@" + name, ours: ours[name], theirs: theirs[name]))
        }
        if ours.text != theirs.text {
            differences.append(.init(path: path, ours: ours.text, theirs: theirs.text))
        }
        guard ours.children != theirs.children else { return }
        if ours.name == sentence {
            differences.append(.init(path: path, ours: line(ours), theirs: line(theirs)))
            return
        }
        var (left, right) = (ours.children, theirs.children)
        for child in ours.children {
            guard let place = right.firstIndex(of: child), let own = left.firstIndex(of: child) else { continue }
            right.remove(at: place)
            left.remove(at: own)
        }
        for child in left {
            let below = path + "/" + label(child)
            // The partner is the one with the same name for itself, else the next of its kind.
            let partner =
                right.firstIndex { $0.name == child.name && identity($0) == identity(child) }
                ?? right.firstIndex { other in
                    other.name == child.name
                        && !left.contains { $0.name == other.name && identity($0) == identity(other) }
                }
            guard let partner else {
                differences.append(.init(path: below, ours: line(child), theirs: nil))
                continue
            }
            compare(child, right.remove(at: partner), at: below, &differences)
        }
        for child in right {
            differences.append(.init(path: path + "/" + label(child), ours: nil, theirs: line(child)))
        }
    }

    /// What names an element among its like: its alias, or the attributes that count or name.
    private static func identity(_ element: Element) -> String? {
        if let alias = element.child("alias")?["name"] { return alias }
        let keys = ["type", "index", "name", "id", "vcpu", "iothread", "cellid", "capability", "value"].compactMap {
            element[$0]
        }
        return keys.isEmpty ? nil : keys.joined(separator: " ")
    }

    private static func label(_ element: Element) -> String {
        identity(element).map { "\(element.name)[\($0)]" } ?? element.name
    }

    /// An element on one line.
    private static func line(_ element: Element) -> String {
        element.rendered().split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    }

    /// The arguments of a command have an order.
    private static let sentence = "qemu:commandline"

    /// A tree in one order, without attributes and elements that say nothing.
    private static func plain(_ element: Element) -> Element {
        var plain = Element(element.name)
        plain.attributes = element.attributes.filter { !$0.value.isEmpty && !$0.name.hasPrefix("xmlns") }.sorted {
            $0.name < $1.name
        }
        let text = element.text.map(trimmed) ?? ""
        plain.text = text.isEmpty ? nil : text
        plain.children = element.children.map(Self.plain).filter { !saysNothing($0) }
        if element.name != sentence {
            plain.children = plain.children.map { ($0, line($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
        }
        return plain
    }

    /// Elements that only hold others, and values that are not given: Go writes them all the same. A flag such as
    /// `<acpi/>` speaks by being there, and is none of them.
    private static let holders: Set<String> = [
        "uuid", "uid", "source", "system", "bios", "baseBoard", "chassis", "entry", "features", "loader", "nvram",
        "cmdline", "kernel", "initrd", "metadata", "kubevirt", "devices", "hugepage", "cputune", "serial",
    ]

    private static func saysNothing(_ element: Element) -> Bool {
        element.attributes.isEmpty && element.children.isEmpty && element.text == nil && holders.contains(element.name)
            || element.name == "entry" && element.text == nil
    }

    private static func trimmed(_ text: String) -> String {
        var part = text[...]
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part.drop(while: \.isWhitespace))
    }
}
