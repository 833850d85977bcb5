import Verdicts

/// Any bytes in any pieces: nothing is lost, pieces do not matter, lines stay bounded.
package func fuzzConsole(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    let size = Int(first) + 1

    var whole = ConsoleLines()
    var expected = whole.append(bytes)
    if let last = whole.finish() { expected.append(last) }

    var lines = ConsoleLines()
    var found: [ConsoleLine] = []
    var recogniser = ConsoleRecogniser()
    for start in stride(from: 0, to: bytes.count, by: size) {
        let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + size, bytes.count)])
        for line in lines.append(piece) {
            found.append(line)
            _ = recogniser.consume(line)
        }
        if let partial = lines.partial { _ = recogniser.consume(partial: partial) }
    }
    if let last = lines.finish() { found.append(last) }

    precondition(found == expected, "pieces of \(size) bytes gave other lines")
    precondition(found.flatMap(\.raw).elementsEqual(bytes), "bytes were lost")
    precondition(found.allSatisfy { $0.raw.count <= ConsoleLines.longestLine + 3 }, "a line is too long")
    precondition(found.map(\.number) == Array(found.indices), "lines are not counted one by one")
    precondition(recogniser.verdicts.count <= 64 && recogniser.verdicts.allSatisfy { $0.trailing.count <= 256 })
}
