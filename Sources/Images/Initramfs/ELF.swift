/// As much of the ELF format as tells a static program from another.
enum ELF {
    private static let interpreter: UInt64 = 3

    /// Whether the program needs a dynamic loader (has PT_INTERP); nil when the bytes are no ELF program's beginning.
    static func needsInterpreter(_ bytes: [UInt8]) -> Bool? {
        guard bytes.count >= 52, bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]), (1...2).contains(bytes[4]),
            (1...2).contains(bytes[5])
        else { return nil }
        let isWide = bytes[4] == 2
        let isLittle = bytes[5] == 1

        func number(at offset: UInt64, _ width: UInt64) -> UInt64? {
            guard offset <= UInt64(bytes.count), UInt64(bytes.count) - offset >= width else { return nil }
            let field = bytes[Int(offset)..<Int(offset + width)]
            return (isLittle ? Array(field.reversed()) : Array(field)).reduce(0) { $0 << 8 | UInt64($1) }
        }

        guard let table = isWide ? number(at: 0x20, 8) : number(at: 0x1C, 4),
            let size = number(at: isWide ? 0x36 : 0x2A, 2), let count = number(at: isWide ? 0x38 : 0x2C, 2), count > 0
        else { return nil }
        for index in 0..<count {
            let (offset, overflow) = table.addingReportingOverflow(index * size)
            guard !overflow, let type = number(at: offset, 4) else { return nil }
            if type == interpreter { return true }
        }
        return false
    }
}
