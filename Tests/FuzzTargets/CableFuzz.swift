import Wire

/// Any bytes as what comes over a machine's cable: frames, an end or an error, and the same ones however they are cut.
package func fuzzCable(_ bytes: UnsafeRawBufferPointer) {
    let whole = frames([Array(bytes)])
    precondition(frames(bytes.map { [$0] }) == whole, "a stream in single bytes has other frames")
    precondition(whole.reduce(0) { $0 + $1.count + 4 } <= bytes.count, "more frames than bytes")
    let again = whole.flatMap(CableDecoder.encoded)
    precondition(Array(bytes.prefix(again.count)) == again, "written again, the frames are others")
}

private func frames(_ pieces: [[UInt8]]) -> [[UInt8]] {
    var decoder = CableDecoder()
    var read: [[UInt8]] = []
    for piece in pieces {
        decoder.add(piece)
        while let frame = try? decoder.next() { read.append(frame) }
    }
    return read
}
