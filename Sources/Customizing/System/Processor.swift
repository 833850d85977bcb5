/// Architectures by an ELF file's head, in Linux's words.
enum Processor {
    /// From the first 20 bytes in hexadecimal, as `od` prints them.
    static func name(ofHead text: String) -> String? {
        let bytes = text.split(whereSeparator: \.isWhitespace).compactMap { UInt8($0, radix: 16) }
        guard bytes.count >= 20, Array(bytes[..<4]) == [0x7F, 0x45, 0x4C, 0x46] else { return nil }
        let isBig = bytes[5] == 2
        let machine = isBig ? UInt16(bytes[18]) << 8 | UInt16(bytes[19]) : UInt16(bytes[19]) << 8 | UInt16(bytes[18])
        return switch machine {
        case 3: "i386"
        case 8: isBig ? "mips" : "mipsel"
        case 20: "ppc"
        case 21: isBig ? "ppc64" : "ppc64le"
        case 22: "s390x"
        case 40: "arm"
        case 62: "x86_64"
        case 183: "aarch64"
        case 243: "riscv64"
        case 258: "loongarch64"
        default: "machine \(machine)"
        }
    }

    /// Whether a kernel of the first runs programs of the second.
    static func runs(_ host: String, _ guest: String) -> Bool {
        host == guest || (host == "x86_64" && guest == "i386")
    }
}
