/// Decodes the embedded text; by pointers, since a megabyte must not take long in a debug build either.
func decodeBase64(_ text: StaticString, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
        let values = base64Values
        var bits: UInt32 = 0
        var width = 0
        var position = text.utf8Start
        let end = position + text.utf8CodeUnitCount
        values.withUnsafeBufferPointer { values in
            while position < end, filled < count {
                bits = bits &<< 6 | UInt32(values[Int(position.pointee)])
                width &+= 6
                if width >= 8 {
                    width &-= 8
                    bytes[filled] = UInt8(truncatingIfNeeded: bits &>> UInt32(width))
                    filled &+= 1
                }
                position += 1
            }
        }
    }
}

private let base64Values: [UInt8] = {
    var values = [UInt8](repeating: 0, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, character) in alphabet.utf8.enumerated() { values[Int(character)] = UInt8(value) }
    return values
}()
