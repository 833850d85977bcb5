import Wire

/// Any bytes in any pieces: pieces do not matter, and what was understood says the same when it is said again.
package func fuzzFrames(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    let input = Array(bytes.dropFirst())
    let whole = frames(input, pieces: max(1, input.count))
    let parts = frames(input, pieces: Int(first) + 1)
    precondition(whole == parts, "pieces of \(Int(first) + 1) bytes gave other frames")
    precondition(whole.count <= input.count / (WireProtocol.headerSize + 1), "more frames than bytes can hold")
    // A text of bytes that are no UTF-8 grows when it is said again; short ones still fit a frame.
    for frame in whole where input.count < 8192 {
        precondition(frames(frame.encoded, pieces: 64) == [frame], "\(frame) changed its meaning")
    }

    var tree = TreeDecoder()
    tree.add(input)
    while let event = try? tree.next() {
        guard case .entry(let entry) = event else { continue }
        precondition(!entry.name.contains(UInt8(ascii: "/")) && entry.name != Array("..".utf8), "a name leads out")
    }
}

/// A guest's report of its identity: what was understood says the same when it is said again.
package func fuzzIdentityReport(_ bytes: UnsafeRawBufferPointer) {
    guard let report = try? IdentityReport(payload: Array(bytes)) else { return }
    precondition((try? IdentityReport(payload: report.payload)) == report, "\(report) changed its meaning")
}

/// What a decoder makes of the bytes until it understands nothing more.
private func frames(_ bytes: [UInt8], pieces size: Int) -> [Frame] {
    var decoder = FrameDecoder()
    var found: [Frame] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
        decoder.add(Array(bytes[start..<min(start + size, bytes.count)]))
        do {
            while let frame = try decoder.next() { found.append(frame) }
        } catch {
            return found
        }
    }
    return found
}
