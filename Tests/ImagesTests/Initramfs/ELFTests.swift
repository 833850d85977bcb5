import Testing

@testable import Images

/// An ELF program's beginning with these types of program headers.
private func program(_ types: [UInt32], wide: Bool = true, little: Bool = true) -> [UInt8] {
    func field(_ value: UInt64, _ width: Int) -> [UInt8] {
        let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
        return little ? bytes : bytes.reversed()
    }
    let header = wide ? 64 : 52
    let size = wide ? 56 : 32
    var bytes: [UInt8] =
        [0x7F, 0x45, 0x4C, 0x46, wide ? 2 : 1, little ? 1 : 2] + [UInt8](repeating: 0, count: header - 6)
    bytes.replaceSubrange(wide ? 0x20..<0x28 : 0x1C..<0x20, with: field(UInt64(header), wide ? 8 : 4))
    bytes.replaceSubrange(wide ? 0x36..<0x38 : 0x2A..<0x2C, with: field(UInt64(size), 2))
    bytes.replaceSubrange(wide ? 0x38..<0x3A : 0x2C..<0x2E, with: field(UInt64(types.count), 2))
    for type in types { bytes += field(UInt64(type), 4) + [UInt8](repeating: 0, count: size - 4) }
    return bytes
}

@Suite struct ELFTests {
    @Test(
        "a program that needs a loader is told from a static one, in every width and order", arguments: [true, false],
        [true, false])
    func interpreter(wide: Bool, little: Bool) {
        #expect(ELF(program([1, 1, 4], wide: wide, little: little))?.needsInterpreter == false)
        #expect(ELF(program([6, 3, 1], wide: wide, little: little))?.needsInterpreter == true)
    }

    @Test("what is no program, or is cut off, is neither")
    func none() {
        #expect(ELF([])?.needsInterpreter == nil)
        #expect(
            ELF(Array("#!/bin/sh\necho this is a script and long enough to be looked at\n".utf8))?.needsInterpreter
                == nil)
        #expect(ELF(Array(program([1, 1, 4]).prefix(100)))?.needsInterpreter == nil)
        var far = program([1])
        far.replaceSubrange(0x20..<0x28, with: [UInt8](repeating: 0xFF, count: 8))
        #expect(ELF(far)?.needsInterpreter == nil)
    }
}
