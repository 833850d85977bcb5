/// Bytes of a file, read by place; what lies beyond their end is zero.
struct Bytes {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }
    var all: [UInt8] { bytes }

    subscript(_ offset: Int) -> UInt8 { bytes.indices.contains(offset) ? bytes[offset] : 0 }

    func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
        guard offset >= 0, offset < bytes.count, count > 0 else { return [] }
        return bytes[offset..<(offset + min(count, bytes.count - offset))]
    }

    func has(_ mark: [UInt8], at offset: Int) -> Bool {
        slice(offset, mark.count).elementsEqual(mark)
    }

    func big<Value: FixedWidthInteger>(_ offset: Int, _: Value.Type = Value.self) -> Value {
        (0..<Value.bitWidth / 8).reduce(0) { $0 << 8 | Value(truncatingIfNeeded: self[offset + $1]) }
    }

    func little<Value: FixedWidthInteger>(_ offset: Int, _: Value.Type = Value.self) -> Value {
        (0..<Value.bitWidth / 8).reversed().reduce(0) { $0 << 8 | Value(truncatingIfNeeded: self[offset + $1]) }
    }
}
