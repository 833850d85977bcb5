/// Bytes of a tree become entries and content; holds at most one record's header.
package struct TreeDecoder: Sendable {
    package enum Event: Hashable, Sendable {
        case entry(TreeEntry)
        case up
        case content([UInt8])
        case fileEnd
    }

    private var buffer: [UInt8] = []
    private var start = 0
    private var inFile = false
    private var chunk = 0
    /// How much content the current file may still have.
    private var left: UInt64 = 0

    package init() {}

    /// Whether the bytes so far end with a whole record.
    package var isBetweenRecords: Bool { start == buffer.count && !inFile }

    package mutating func add(_ bytes: [UInt8]) {
        buffer.removeFirst(start)
        start = 0
        buffer += bytes
    }

    /// The next event, or nil when more bytes are needed.
    package mutating func next() throws(WireError) -> Event? {
        if inFile { return try content() }
        guard start < buffer.count else { return nil }
        if buffer[start] == TreeEntry.up[0] {
            start += 1
            return .up
        }
        guard let kind = TreeEntry.Kind(rawValue: buffer[start]) else {
            throw WireError(.badTree, "no record of type \(buffer[start])")
        }
        guard buffer.count - start >= TreeEntry.headerSize else { return nil }
        var reader = ByteReader(buffer[(start + 1)..<(start + TreeEntry.headerSize)], of: "a record")
        var entry = TreeEntry(kind: kind, mode: try reader.number(), uid: try reader.number(), gid: try reader.number())
        entry.seconds = try reader.number()
        entry.nanoseconds = try reader.number()
        entry.size = try reader.number()
        let name = Int(try reader.number(UInt16.self))
        let target = Int(try reader.number(UInt16.self))
        guard name <= TreeEntry.longestName, target <= TreeEntry.longestTarget else {
            throw WireError(.badTree, "a name is too long")
        }
        let first = start + TreeEntry.headerSize
        guard buffer.count >= first + name + target else { return nil }
        entry.name = Array(buffer[first..<first + name])
        entry.target = Array(buffer[(first + name)..<(first + name + target)])
        try entry.validate()
        start = first + name + target
        inFile = kind == .file
        left = entry.size == 0 ? UInt64(TreeEntry.largestUnsized) : entry.size
        return .entry(entry)
    }

    private mutating func content() throws(WireError) -> Event? {
        if chunk == 0 {
            guard buffer.count - start >= 4 else { return nil }
            for place in 0..<4 { chunk |= Int(buffer[start + place]) << (8 * place) }
            start += 4
            if chunk == 0 {
                inFile = false
                return .fileEnd
            }
            guard UInt64(chunk) <= left else { throw WireError(.badTree, "a file is larger than its announced size") }
            left -= UInt64(chunk)
        }
        let count = min(chunk, buffer.count - start)
        guard count > 0 else { return nil }
        defer { start += count }
        chunk -= count
        return .content(Array(buffer[start..<start + count]))
    }
}
