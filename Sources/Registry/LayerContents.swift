/// What the names in a layer mean for the one disk that is looked for: values, no archive (OCI image layer, whiteouts).
struct LayerContents: Sendable {
    /// The disk's path in the container; any file in `disk` when nil.
    private let wanted: [Substring]?
    /// Names that a higher layer has removed.
    private var hidden: Set<String> = []
    /// Whether a higher layer has removed all that is below.
    private(set) var isSealed = false

    enum Meaning: Sendable, Hashable {
        case disk(name: String)
        case other
    }

    struct Escape: Error, Sendable, Hashable { let path: String }

    init(path: String?) {
        wanted = path.map { $0.split(separator: "/") }
    }

    private var directory: ArraySlice<Substring> { wanted.map { $0.dropLast() } ?? ["disk"] }

    /// What a member's name says. One that leads out of the container is refused.
    mutating func read(_ path: String, from layer: inout [String]) throws(Escape) -> Meaning {
        let parts = path.split(separator: "/").filter { $0 != "." }
        guard !parts.contains("..") else { throw Escape(path: path) }
        guard let name = parts.last else { return .other }
        let parent = parts.dropLast()
        if name.hasPrefix(".wh.") {
            readWhiteout(String(name.dropFirst(4)), in: parent, &layer)
            return .other
        }
        guard parent.elementsEqual(directory), !hidden.contains(String(name)) else { return .other }
        guard wanted.map({ $0.last == name }) ?? true else { return .other }
        return .disk(name: String(name))
    }

    /// Whiteouts hide what is in the layers below, not what is in their own.
    private mutating func readWhiteout(_ name: String, in parent: ArraySlice<Substring>, _ layer: inout [String]) {
        if name == ".wh..opq" {
            if directory.starts(with: parent) { layer.append("") }
        } else if parent.elementsEqual(directory) {
            layer.append(name)
        } else if directory.starts(with: parent + [Substring(name)]) {
            layer.append("")
        }
    }

    /// The layer's end: from here on its whiteouts count.
    mutating func endLayer(_ layer: [String]) {
        hidden.formUnion(layer)
        if layer.contains("") { isSealed = true }
    }
}
