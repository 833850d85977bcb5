/// A position in a list, as a coding key.
struct IndexKey: CodingKey {
    let intValue: Int?
    var stringValue: String { intValue.map(String.init) ?? "" }

    init(_ index: Int) { intValue = index }
    init?(intValue: Int) { self.init(intValue) }
    init?(stringValue: String) { nil }
}

/// A path as Kubernetes writes it: `spec.disks[0].name`, `metadata.annotations[mayfly.dev/kernel]`.
func pathText(_ path: [any CodingKey]) -> String {
    var text = ""
    for key in path {
        // Only our own keys count as positions: a dictionary's key may be a number too.
        if key is IndexKey {
            text += "[\(key.stringValue)]"
        } else if key.stringValue.contains(where: { $0 == "." || $0 == "/" }) {
            text += "[\(key.stringValue)]"
        } else {
            text += (text.isEmpty ? "" : ".") + key.stringValue
        }
    }
    return text
}
