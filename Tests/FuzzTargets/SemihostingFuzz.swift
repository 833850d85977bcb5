import Wire

/// Any bytes as what QEMU's stub for gdb sends of a board's program, and their lines as the texts of whole packets: actions
/// or an error, and the same ones however they are cut.
package func fuzzSemihosting(_ bytes: UnsafeRawBufferPointer) {
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    for stream in [Array(bytes), lines.flatMap(RemotePacketDecoder.encoded)] {
        let whole = actions([stream])
        precondition(actions(stream.map { [$0] }) == whole, "a stream in single bytes has other packets")
        let printed = (whole ?? []).reduce(0) { sum, action in
            if case .print(let bytes) = action { sum + bytes.count } else { sum }
        }
        precondition(printed <= stream.count, "more is printed than was read")
    }
}

private func actions(_ pieces: [[UInt8]]) -> [SemihostingSession.Action]? {
    var session = SemihostingSession()
    return try? pieces.flatMap { try session.feed($0) }
}
