/// As much of the ELF format as tells a static program from another, and what a section holds.
struct ELF {
    private static let interpreter: UInt64 = 3

    private let bytes: [UInt8]
    private let isWide: Bool
    private let isLittle: Bool

    /// Nil when the bytes are no ELF file's beginning.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 52, bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]), (1...2).contains(bytes[4]),
            (1...2).contains(bytes[5])
        else { return nil }
        (self.bytes, isWide, isLittle) = (bytes, bytes[4] == 2, bytes[5] == 1)
    }

    /// Whether the program needs a dynamic loader (has PT_INTERP); nil when it is damaged.
    var needsInterpreter: Bool? {
        guard let table = isWide ? number(at: 0x20, 8) : number(at: 0x1C, 4),
            let size = number(at: isWide ? 0x36 : 0x2A, 2), let count = number(at: isWide ? 0x38 : 0x2C, 2), count > 0
        else { return nil }
        for index in 0..<count {
            let (offset, overflow) = table.addingReportingOverflow(index * size)
            guard !overflow, let type = number(at: offset, 4) else { return nil }
            if type == Self.interpreter { return true }
        }
        return false
    }

    /// What a section of this name holds; nil when there is none, or the file is cut off.
    func section(_ name: String) -> ArraySlice<UInt8>? {
        guard let table = isWide ? number(at: 0x28, 8) : number(at: 0x20, 4),
            let size = number(at: isWide ? 0x3A : 0x2E, 2), let count = number(at: isWide ? 0x3C : 0x30, 2),
            let names = number(at: isWide ? 0x3E : 0x32, 2).flatMap({ contents(ofSectionAt: table, $0 * size) })
        else { return nil }
        for index in 0..<count {
            let (header, overflow) = table.addingReportingOverflow(index * size)
            guard !overflow, let place = number(at: header, 4), place < UInt64(names.count) else { continue }
            let found = names[(names.startIndex + Int(place))...].prefix { $0 != 0 }
            if found.elementsEqual(name.utf8) { return contents(ofSectionAt: table, index * size) }
        }
        return nil
    }

    private func contents(ofSectionAt table: UInt64, _ place: UInt64) -> ArraySlice<UInt8>? {
        let (header, overflow) = table.addingReportingOverflow(place)
        guard !overflow, header < UInt64(bytes.count),
            let offset = isWide ? number(at: header + 0x18, 8) : number(at: header + 0x10, 4),
            let size = isWide ? number(at: header + 0x20, 8) : number(at: header + 0x14, 4),
            offset <= UInt64(bytes.count), UInt64(bytes.count) - offset >= size
        else { return nil }
        return bytes[Int(offset)..<Int(offset + size)]
    }

    private func number(at offset: UInt64, _ width: UInt64) -> UInt64? {
        guard offset <= UInt64(bytes.count), UInt64(bytes.count) - offset >= width else { return nil }
        let field = bytes[Int(offset)..<Int(offset + width)]
        return (isLittle ? Array(field.reversed()) : Array(field)).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
