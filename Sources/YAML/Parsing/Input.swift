/// The bytes of a text as they come: checked to be UTF-8, counted, and kept only until they are read.
final class Input {
    /// Gives the next bytes; none at the end.
    typealias Read = () throws(YAMLError) -> [UInt8]

    private let read: Read
    private let limits: Limits
    let file: String?
    /// Bytes that nobody has taken yet begin at `start`; only those before `valid` may be taken.
    private var bytes: [UInt8] = []
    private var start = 0
    private var valid = 0
    /// Where `start` is in the text.
    private(set) var mark: Mark
    private var isAtEnd = false
    private var isFirst = true
    /// What ends the text after its valid bytes.
    private(set) var failure: YAMLError?
    /// Bytes and directives taken since a document began.
    private var taken = 0
    private var directives = 0
    private var last = UInt8(ascii: "\n")
    /// Where the first character is that YAML does not allow: libyaml reads ahead and forgets.
    private(set) var control: Mark?

    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0a && byte != 0x0d || byte == 0x7f
    }

    init(
        file: String?, limits: Limits, from mark: Mark = Mark(line: 1, column: 1), read: @escaping Read
    ) {
        self.mark = mark
        self.read = read
        self.limits = limits
        self.file = file
    }

    /// How many bytes can be looked at.
    var available: Int { valid - start }

    /// Looks at the bytes that are there.
    func withBytes<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R {
        try bytes.withUnsafeBufferPointer { all throws(E) in
            try body(UnsafeBufferPointer(rebasing: all[start..<valid]))
        }
    }

    /// Reads on until so many bytes are there; false when the text ends before.
    func fill(to count: Int) throws(YAMLError) -> Bool {
        while available < count {
            if let failure { throw failure }
            guard !isAtEnd else { return false }
            try readMore()
        }
        return true
    }

    /// Leaves bytes behind.
    func drop(_ count: Int) {
        withBytes { mark = mark.after($0.prefix(count)) }
        start += count
        if start == valid, valid == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            (start, valid) = (0, 0)
        }
    }

    /// Copies the next bytes for libyaml; none at the end.
    func copy(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(YAMLError) -> Int {
        guard try fill(to: 1) else { return 0 }
        let count = min(available, buffer.count)
        withBytes { bytes in
            _ = buffer.update(fromContentsOf: bytes.prefix(count))
            for (index, byte) in bytes.prefix(count).enumerated() {
                if byte == UInt8(ascii: "%"), last == UInt8(ascii: "\n") { directives += 1 }
                if control == nil, Self.isControl(byte) { control = mark.after(bytes.prefix(index)) }
                last = byte
            }
        }
        taken += count
        drop(count)
        guard taken <= limits.bytes else {
            throw tooLarge()
        }
        guard directives <= limits.directives else {
            let message =
                "holds more than \(limits.directives) lines that begin with ‘%’; YAML directives are not needed"
            throw fail(YAMLError(.init(.unsupportedYAML, message, file: file, mark: mark)))
        }
        return count
    }

    /// What follows is another document, with limits of its own.
    func documentBegins() {
        taken = 0
        directives = 0
    }

    /// Ends the text for what follows is too large.
    func tooLarge() -> YAMLError {
        let message = "holds a document of more than \(limits.bytes) bytes, which is not read"
        return fail(YAMLError(.init(.tooLarge, message, file: file, mark: mark)))
    }

    private func fail(_ error: YAMLError) -> YAMLError {
        failure = error
        return error
    }

    private func readMore() throws(YAMLError) {
        let more: [UInt8]
        do { more = try read() } catch { throw fail(error) }
        isAtEnd = more.isEmpty
        if start == bytes.count { (bytes, start, valid) = (more, 0, 0) } else { append(more) }
        if isFirst, !isAtEnd {
            isFirst = false
            try checkBeginning()
        }
        valid += bytes.withUnsafeBufferPointer { all in
            validPrefix(UnsafeBufferPointer(rebasing: all[valid...]))
        }
        // A character may be cut by the end of a piece, but it has at most four bytes.
        if bytes.count - valid >= 4 || (isAtEnd && valid < bytes.count) {
            let place = withBytes { mark.after($0) }
            failure = YAMLError(
                .init(.encoding, "is not UTF-8 at this place; save it as UTF-8", file: file, mark: place))
        }
    }

    private func append(_ more: [UInt8]) {
        if start > 0 {
            bytes.removeSubrange(..<start)
            valid -= start
            start = 0
        }
        bytes += more
    }

    /// Whether the first two bytes are a letter and a zero, in either order; other zeroes are in no text.
    private var beginsWithWideCharacter: Bool {
        guard bytes.count > 1 else { return false }
        let pair = bytes[..<2].sorted()
        return pair[0] == 0 && pair[1] >= 0x09 && !Self.isControl(pair[1])
    }

    private func checkBeginning() throws(YAMLError) {
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) || beginsWithWideCharacter {
            throw fail(YAMLError(.init(.encoding, "is UTF-16; save it as UTF-8", file: file, mark: mark)))
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { (start, valid) = (3, 3) }
    }
}

/// How many bytes are whole UTF-8 characters.
private func validPrefix(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var place = 0
    while place < bytes.count {
        // Eight bytes of ASCII at once: most texts are nothing else.
        while place + 8 <= bytes.count,
            UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + place).loadUnaligned(as: UInt64.self)
                & 0x8080_8080_8080_8080 == 0
        { place += 8 }
        guard place < bytes.count else { break }
        if bytes[place] < 0x80 {
            place += 1
            continue
        }
        guard let length = validLength(UnsafeBufferPointer(rebasing: bytes[place...])) else { return place }
        place += length
    }
    return place
}

/// Length of the character of several bytes that begins here; nil when it is none, or not all there.
private func validLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let first = bytes[0]
    let (length, second): (Int, ClosedRange<UInt8>)
    switch first {
    case 0xc2...0xdf: (length, second) = (2, 0x80...0xbf)
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: (length, second) = (3, 0x80...0xbf)
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: (length, second) = (4, 0x80...0xbf)
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: return nil
    }
    guard bytes.count >= length, second ~= bytes[1] else { return nil }
    for index in 2..<max(2, length) where bytes[index] & 0xc0 != 0x80 { return nil }
    return length
}

extension Mark {
    /// The place after these characters.
    func after(_ bytes: some Sequence<UInt8>) -> Mark {
        var (line, column) = (line, column)
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        return Mark(line: line, column: column)
    }
}
