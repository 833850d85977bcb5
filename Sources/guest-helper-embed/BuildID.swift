import FoundationEssentials

/// A digest of everything that the program is made of: the sources with their names, the flags, the compiler.
func buildID(of files: [String], compiler: Compiler) throws -> String {
    var digest = Digest()
    for file in files {
        digest.add(URL(filePath: file).lastPathComponent.utf8)
        digest.add(try Data(contentsOf: URL(filePath: file)))
    }
    digest.add(Compiler.flags.joined(separator: " ").utf8)
    digest.add(try compiler.version().utf8)
    return digest.description
}

/// FNV-1a of 128 bits: tells builds apart; it is no defence against forgery.
struct Digest: CustomStringConvertible {
    private var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

    /// Adds one part; its end counts, so that parts cannot run into each other.
    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { mix(byte) }
        mix(0)
    }

    private mutating func mix(_ byte: UInt8) {
        value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
    }

    var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
