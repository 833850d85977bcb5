/// Base64 of RFC 4648, section 4; white space between the characters is let pass, as most decoders do.
package enum Base64 {
    package struct Failure: Error, Sendable, Hashable {
        package let reason: String
    }

    package static func decode(_ text: String) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        for (offset, character) in text.utf8.enumerated() {
            if [0x20, 0x09, 0x0A, 0x0D].contains(character) { continue }
            if character == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0 else {
                throw Failure(reason: "is not base64: something follows the padding at character \(offset)")
            }
            guard let value = value(character) else {
                throw Failure(reason: "is not base64 at character \(offset + 1)")
            }
            bits = bits << 6 | value
            count += 1
            if count % 4 == 0 {
                bytes += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
                bits = 0
            }
        }
        guard padding <= 2, (count + padding) % 4 == 0, count % 4 != 1 else {
            throw Failure(reason: "is not whole base64: its \(count + padding) characters are no multiple of four")
        }
        switch count % 4 {
        case 2: bytes.append(UInt8(bits >> 4 & 0xFF))
        case 3: bytes += [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)]
        default: break
        }
        return bytes
    }

    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
