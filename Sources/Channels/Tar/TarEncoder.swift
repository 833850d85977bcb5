import Wire

/// Records of a tree become a tar stream. A root that is a directory is `./`, one that is a file `./file`.
struct TarEncoder: Sendable {
    private var decoder = TreeDecoder()
    private var path: [[UInt8]] = []
    private var file: TarHeader?
    /// The content of a file whose size is not known before its end.
    private var held: [UInt8]?
    private var written: UInt64 = 0
    /// What the root is, once it has come.
    private(set) var root: TreeEntry.Kind?

    /// The name of a root that is a file.
    static let rootFile = "file"

    /// The tar bytes of the next records.
    mutating func add(_ bytes: [UInt8]) throws(WireError) -> [UInt8] {
        decoder.add(bytes)
        var tar: [UInt8] = []
        while let event = try decoder.next() {
            switch event {
            case .entry(let entry): tar += begin(entry)
            case .up: _ = path.popLast()
            case .content(let part):
                if held != nil { held? += part } else { tar += part }
                written += UInt64(part.count)
            case .fileEnd: tar += endFile()
            }
        }
        return tar
    }

    /// What ends the stream.
    static let end = [UInt8](repeating: 0, count: 2 * TarHeader.block)

    private mutating func begin(_ entry: TreeEntry) -> [UInt8] {
        let name: [UInt8]
        if root == nil { root = entry.kind }
        if path.isEmpty {
            name = Array((entry.kind == .directory ? "./" : "./" + Self.rootFile).utf8)
        } else {
            name = Array("./".utf8) + Array((path.dropFirst() + [entry.name]).joined(separator: [UInt8(ascii: "/")]))
        }
        var header = TarHeader(
            name: name, mode: entry.mode, size: 0, seconds: entry.seconds, nanoseconds: entry.nanoseconds,
            type: UInt8(ascii: "0"))
        switch entry.kind {
        case .skipped: return []
        case .symlink:
            header.type = UInt8(ascii: "2")
            header.target = entry.target
            return header.encoded
        case .directory:
            path.append(entry.name)
            header.type = UInt8(ascii: "5")
            return header.encoded
        case .file:
            header.size = entry.size
            file = header
            written = 0
            held = entry.size == 0 ? [] : nil
            return held == nil ? header.encoded : []
        }
    }

    private mutating func endFile() -> [UInt8] {
        guard var header = file else { return [] }
        file = nil
        if let content = held {
            held = nil
            header.size = UInt64(content.count)
            return header.encoded + content + TarHeader.padding(content.count)
        }
        // A file that became shorter while it was read has zeros at its end, as tar itself does it.
        let missing = Int(header.size - written)
        return [UInt8](repeating: 0, count: missing) + TarHeader.padding(Int(header.size % UInt64(TarHeader.block)))
    }
}
