/// What an OVF descriptor (DMTF's DSP0243) says of the disks of its machine: the names of their files.
///
/// Only tags and their attributes are read; nothing in them is followed.
package struct OVF: Sendable, Hashable {
    static let limit = 1 << 20
    /// The files of the disks, in their order.
    package private(set) var disks: [String] = []
    /// A file that the descriptor has in several parts is not put together here.
    private(set) var chunked: [String] = []

    /// Whether bytes begin as a descriptor does.
    static func begins(_ head: [UInt8]) -> Bool {
        let text = String(decoding: head.prefix(4096), as: UTF8.self)
        return text.contains("<") && text.contains("Envelope") && text.contains("/ovf/envelope/")
    }

    package init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(Self.limit), as: UTF8.self)
        var files: [String: String] = [:]
        var references: [String] = []
        for tag in Self.tags(text) {
            switch tag.name {
            case "File":
                guard let id = tag.attributes["id"], let name = tag.attributes["href"] else { continue }
                files[id] = name
                if tag.attributes["chunkSize"] != nil { chunked.append(name) }
            case "Disk":
                // A disk without a file is an empty one.
                if let file = tag.attributes["fileRef"] { references.append(file) }
            default: continue
            }
        }
        for file in references.compactMap({ files[$0] }) where !disks.contains(file) { disks.append(file) }
    }

    /// Names without their name space.
    private struct Tag {
        let name: Substring
        let attributes: [Substring: String]
    }

    private static func tags(_ text: String) -> [Tag] {
        var tags: [Tag] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[start...].dropFirst()
            if rest.hasPrefix("!--") {
                guard let end = rest.firstRange(of: "-->") else { break }
                rest = rest[end.upperBound...]
                continue
            }
            let name = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
            rest = rest[name.endIndex...]
            tags.append(Tag(name: plain(name), attributes: attributes(&rest)))
        }
        return tags
    }

    private static func attributes(_ rest: inout Substring) -> [Substring: String] {
        var found: [Substring: String] = [:]
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "/" }
            guard let first = rest.first, first != ">" else { return found }
            let name = rest.prefix { !$0.isWhitespace && !"=>/".contains($0) }
            rest = rest[name.endIndex...].drop(while: \.isWhitespace)
            guard rest.first == "=" else {
                if name.isEmpty { rest = rest.dropFirst() }
                continue
            }
            rest = rest.dropFirst().drop(while: \.isWhitespace)
            guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
            rest = rest.dropFirst()
            let value = rest.prefix { $0 != quote }
            rest = rest[value.endIndex...].dropFirst()
            found[plain(name)] = String(value).replacing("&quot;", with: "\"").replacing("&lt;", with: "<")
                .replacing("&gt;", with: ">").replacing("&apos;", with: "'").replacing("&amp;", with: "&")
        }
    }

    private static func plain(_ name: Substring) -> Substring { name.split(separator: ":").last ?? name }
}
