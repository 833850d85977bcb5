import Wire

/// A tar stream becomes records of a tree. It comes from a guest and is not trusted: names are checked again by who makes
/// files of the records. Understands ustar, pax records and GNU's long names.
struct TarDecoder: Sendable {
    private var buffer: [UInt8] = []
    private var start = 0
    /// Content that is still to come: of a file, or of records about the next header.
    private var left: UInt64 = 0
    private var padding = 0
    private var inFile = false
    private var extra: UInt8?
    private var collected: [UInt8] = []
    private var next = Overrides()
    private var open: [[UInt8]] = []
    private var begun = false
    private(set) var ended = false

    private struct Overrides {
        var path: [UInt8]?
        var target: [UInt8]?
        var size: UInt64?
        var time: (Int64, UInt32)?
    }

    private static let longestExtra = 1 << 20

    /// The records of the next bytes.
    mutating func add(_ bytes: [UInt8]) throws(WireError) -> [UInt8] {
        buffer.removeFirst(start)
        start = 0
        buffer += bytes
        var tree: [UInt8] = []
        while try step(&tree) {}
        return tree
    }

    /// The records that leave what is still open; throws when the stream was cut off.
    mutating func finish() throws(WireError) -> [UInt8] {
        guard ended, begun else { throw WireError(.badTree, "the guest's tar stream is cut off") }
        defer { open = [] }
        return Array([[UInt8]](repeating: TreeEntry.up, count: open.count).joined())
    }

    private mutating func step(_ tree: inout [UInt8]) throws(WireError) -> Bool {
        let available = buffer.count - start
        if left > 0 {
            let count = min(available, left > 131_072 ? 131_072 : Int(left))
            guard count > 0 else { return false }
            let part = buffer[start..<start + count]
            if inFile { tree += TreeEntry.contentHead(count) + part } else if extra != nil { collected += part }
            start += count
            left -= UInt64(count)
            if left == 0 { try endContent(&tree) }
            return true
        }
        if padding > 0 {
            let count = min(available, padding)
            start += count
            padding -= count
            return padding == 0
        }
        guard available >= TarHeader.block else { return false }
        let header = Array(buffer[start..<start + TarHeader.block])
        start += TarHeader.block
        if ended { return true }
        if header.allSatisfy({ $0 == 0 }) {
            ended = true
            return true
        }
        try read(header, &tree)
        return true
    }

    private mutating func endContent(_ tree: inout [UInt8]) throws(WireError) {
        if inFile {
            tree += TreeEntry.contentHead(0)
            inFile = false
        }
        guard let kind = extra else { return }
        extra = nil
        let text = Array(collected.prefix { $0 != 0 })
        switch kind {
        case UInt8(ascii: "x"): try readRecords()
        case UInt8(ascii: "L"): next.path = text
        case UInt8(ascii: "K"): next.target = text
        default: break
        }
        collected = []
    }

    private mutating func read(_ header: [UInt8], _ tree: inout [UInt8]) throws(WireError) {
        var sum = 0
        for (place, byte) in header.enumerated() { sum += (148..<156).contains(place) ? 32 : Int(byte) }
        guard Self.number(header[148..<156]) == UInt64(sum) else {
            throw WireError(.badTree, "the guest's tar stream has a damaged header")
        }
        guard var size = Self.number(header[124..<136]) else {
            throw WireError(.badTree, "the guest's tar stream has a size that is no number")
        }
        let type = header[156]
        if [UInt8(ascii: "x"), UInt8(ascii: "g"), UInt8(ascii: "L"), UInt8(ascii: "K")].contains(type) {
            guard size <= Self.longestExtra else { throw WireError(.badTree, "a tar record is too long") }
            extra = type
            collected = []
            expect(size)
            if size == 0 { extra = nil }
            return
        }
        let overrides = next
        next = Overrides()
        size = overrides.size ?? size
        let name: [UInt8]
        if let path = overrides.path {
            name = path
        } else {
            let prefix = header[257..<262].elementsEqual("ustar".utf8) && header[262] == 0 ? header[345..<500] : []
            let (before, own) = (prefix.prefix { $0 != 0 }, header[0..<100].prefix { $0 != 0 })
            name = (before.isEmpty ? [] : Array(before) + [UInt8(ascii: "/")]) + Array(own)
        }
        var entry = TreeEntry(kind: .skipped, mode: UInt32(truncatingIfNeeded: Self.number(header[100..<108]) ?? 0))
        entry.seconds = Int64(truncatingIfNeeded: Self.number(header[136..<148]) ?? 0)
        if let (seconds, part) = overrides.time { (entry.seconds, entry.nanoseconds) = (seconds, part) }
        entry.mode &= 0o7777
        switch type {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
            entry.kind = .file
            entry.size = size
        case UInt8(ascii: "2"):
            entry.kind = .symlink
            entry.target = overrides.target ?? Array(header[157..<257].prefix { $0 != 0 })
        case UInt8(ascii: "5"): entry.kind = .directory
        case UInt8(ascii: "1"): throw WireError(.badTree, "the guest's tar stream has a hard link")
        default: break
        }
        try enter(entry, name, &tree)
        if entry.kind == .file {
            inFile = size > 0
            if size == 0 { tree += TreeEntry.contentHead(0) }
            expect(size)
        } else if entry.kind == .skipped {
            expect(size)
        }
    }

    private mutating func expect(_ size: UInt64) {
        left = size
        padding = Int((512 - size % 512) % 512)
    }

    /// Leaves directories until the entry's own is the open one.
    private mutating func enter(_ entry: TreeEntry, _ name: [UInt8], _ tree: inout [UInt8]) throws(WireError) {
        var parts = name.split(separator: UInt8(ascii: "/")).map { Array($0) }
        while parts.first == Array(".".utf8) { parts.removeFirst() }
        var entry = entry
        if !begun {
            begun = true
            // The root's own name is the host's choice.
            if entry.kind == .directory { open = [[]] }
            tree += entry.encoded
            return
        }
        guard let last = parts.popLast(), !open.isEmpty else {
            throw WireError(.badTree, "the guest's tar stream has two roots")
        }
        var common = 0
        while common < parts.count, common + 1 < open.count, open[common + 1] == parts[common] { common += 1 }
        guard common == parts.count else {
            throw WireError(.badTree, "a directory is missing in the guest's tar stream")
        }
        while open.count > common + 1 {
            open.removeLast()
            tree += TreeEntry.up
        }
        entry.name = last
        try entry.validate()
        tree += entry.encoded
        if entry.kind == .directory { open.append(last) }
    }

    private mutating func readRecords() throws(WireError) {
        var rest = collected[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: 32),
                let count = Int(String(decoding: rest[..<space], as: UTF8.self)), count > space - rest.startIndex + 1,
                count <= rest.count
            else { throw WireError(.badTree, "a pax record is damaged") }
            let body = rest[(space + 1)..<(rest.startIndex + count - 1)]
            rest = rest.dropFirst(count)
            guard let equals = body.firstIndex(of: UInt8(ascii: "=")) else {
                throw WireError(.badTree, "a pax record is damaged")
            }
            let value = Array(body[(equals + 1)...])
            let text = String(decoding: value, as: UTF8.self)
            switch String(decoding: body[..<equals], as: UTF8.self) {
            case "path": next.path = value
            case "linkpath": next.target = value
            case "size": next.size = UInt64(text)
            case "mtime": next.time = Self.time(text)
            default: break
            }
        }
    }

    private static func time(_ text: String) -> (Int64, UInt32)? {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let first = parts.first, let whole = Int64(first) else { return nil }
        let digits = parts.count > 1 ? parts[1].prefix(9) : ""
        guard let part = UInt32(digits + String(repeating: "0", count: 9 - digits.count)) else { return nil }
        if text.hasPrefix("-"), part > 0, whole > Int64.min { return (whole - 1, 1_000_000_000 - part) }
        return (whole, part)
    }

    /// Octal digits, or GNU's binary form for what does not fit them.
    private static func number(_ field: ArraySlice<UInt8>) -> UInt64? {
        if let first = field.first, first & 0x80 != 0 {
            return field.dropFirst().suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
        let digits = field.drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
        if digits.isEmpty { return 0 }
        return UInt64(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}
