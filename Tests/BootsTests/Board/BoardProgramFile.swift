/// A program of a few lines for a Cortex-M, as the ELF file that an assembler and a linker would make of it: the vectors
/// at 0, the code behind them, and what it says behind that. Instructions are Thumb's, which each Cortex-M knows.
struct BoardProgramFile {
    private enum Word {
        case number(UInt32)
        /// An address in `data`.
        case data(Int)
    }

    private static let vectors: [UInt32] = [0x2000_1000, UInt32(codeStart) | 1]
    private static let codeStart = 8
    /// Free memory of each board.
    private static let memory: UInt32 = 0x2000_0000

    private var code: [UInt16] = []
    /// Where a register is loaded, and with what.
    private var loads: [(index: Int, word: Word)] = []
    private var data: [Word] = []

    // MARK: what it does

    /// Prints by SYS_WRITE0.
    mutating func say(_ text: String) {
        call(0x04, .data(add(text)))
    }

    /// Writes to a register of the board.
    mutating func store(_ value: UInt8, at address: UInt32) {
        code.append(0x2000 | UInt16(value))
        load(1, .number(address))
        code.append(0x6008)
    }

    /// Has a file of the host removed, by SYS_REMOVE.
    mutating func remove(_ path: String) {
        call(0x0E, .data(add([.data(add(path)), .number(UInt32(path.utf8.count))])))
    }

    /// Says its arguments, which it gets by SYS_GET_CMDLINE.
    mutating func sayArguments() {
        let place = Self.memory + 0x100
        call(0x15, .data(add([.number(place), .number(1024)])))
        call(0x04, .number(place))
    }

    /// Opens a file of the host by SYS_OPEN, and ends with what it got plus 1: 0 when that was refused.
    mutating func exitWithFile(_ path: String) {
        call(0x01, .data(add([.data(add(path)), .number(0), .number(UInt32(path.utf8.count))])))
        code.append(0x3001)  // adds r0, #1
        load(1, .number(Self.memory))
        code.append(0x6048)  // str r0, [r1, #4]
        load(2, .number(Self.applicationExit))
        code.append(0x600A)  // str r2, [r1]
        code += [0x2020, 0xBEAB]
    }

    /// Ends by SYS_EXIT_EXTENDED.
    mutating func exit(_ status: UInt32) {
        call(0x20, .data(add([.number(Self.applicationExit), .number(status)])))
    }

    /// Has a fault, for which it has no handler.
    mutating func fault() { code.append(0xDE00) }

    /// Goes on for ever.
    mutating func hang() { code.append(0xE7FE) }

    private static let applicationExit: UInt32 = 0x20026

    // MARK: how that is put down

    private mutating func call(_ number: UInt8, _ argument: Word) {
        load(1, argument)
        code += [0x2000 | UInt16(number), 0xBEAB]
    }

    private mutating func load(_ register: UInt16, _ word: Word) {
        loads.append((code.count, word))
        code.append(0x4800 | register << 8)  // ldr, [pc, …]
    }

    private mutating func add(_ words: [Word]) -> Int {
        data += words
        return (data.count - words.count) * 4
    }

    private mutating func add(_ text: String) -> Int {
        var bytes = Array(text.utf8) + [0]
        while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
        return add(
            stride(from: 0, to: bytes.count, by: 4).map { start in
                .number((0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) })
            })
    }

    var elf: [UInt8] {
        let header = 52 + 32
        let image = image
        var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 1, 1, 1] + Array(repeating: 0, count: 9)
        func add<Number: FixedWidthInteger>(_ numbers: Number...) {
            for number in numbers { withUnsafeBytes(of: number.littleEndian) { bytes += Array($0) } }
        }
        add(UInt16(2), 40)
        add(UInt32(1), UInt32(Self.codeStart | 1), 52, 0, 0x0500_0000)
        add(UInt16(52), 32, 1, 40, 0, 0)
        add(UInt32(1), UInt32(header), 0, 0, UInt32(image.count), UInt32(image.count), 5, 4)
        return bytes + image
    }

    /// What is in the board's memory from 0 on.
    private var image: [UInt8] {
        var code = code
        if !code.count.isMultiple(of: 2) { code.append(0xBF00) }
        let pool = Self.codeStart + code.count * 2
        let start = UInt32(pool + loads.count * 4)
        func value(_ word: Word) -> UInt32 {
            switch word {
            case .number(let number): number
            case .data(let offset): start + UInt32(offset)
            }
        }
        for (number, load) in loads.enumerated() {
            let base = (Self.codeStart + load.index * 2 + 4) & ~3
            code[load.index] |= UInt16((pool + number * 4 - base) / 4)
        }
        let words = loads.map { value($0.word) } + data.map(value)
        return Self.vectors.flatMap(Self.bytes) + code.flatMap(Self.bytes) + words.flatMap(Self.bytes)
    }

    private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
