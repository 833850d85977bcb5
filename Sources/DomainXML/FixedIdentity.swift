package import KubeVirt

/// By what a guest knows itself, made of a seed: the same in each run.
package struct FixedIdentity: Sendable, Hashable {
    private let seed: UInt64

    package init(seed: UInt64) { self.seed = seed }

    /// That of a machine whose annotations ask for one.
    package init?(_ machine: VirtualMachineInstance) {
        guard let seed = (try? Annotations(machine.metadata))?.fixedSeed else { return nil }
        self.seed = seed
    }

    /// A random UUID in its form.
    package var uuid: String {
        var bytes = bytes(of: 0) + bytes(of: 1)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map(Self.hexadecimal)
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }

    /// The address of an interface by its place, with QEMU's own beginning.
    func macAddress(ofInterface index: Int) -> String {
        (["52", "54", "00"] + bytes(of: UInt64(index) + 2).prefix(3).map(Self.hexadecimal)).joined(separator: ":")
    }

    /// A number's place in the sequence that splitmix64 makes of the seed.
    private func bytes(of place: UInt64) -> [UInt8] {
        var number = seed &+ (place &+ 1) &* 0x9E37_79B9_7F4A_7C15
        number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
        number ^= number >> 31
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
