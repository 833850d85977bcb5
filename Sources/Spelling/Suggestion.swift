/// The candidate that is most likely meant by a mistyped word; nil when none is near.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    let typed = Array(word.utf8)
    // Long keys are nobody's typing error, and the distance costs the product of both lengths.
    guard !typed.isEmpty, typed.count <= 64 else { return nil }
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != word {
        let distance = editDistance(typed.map(lowercased), Array(candidate.utf8).map(lowercased))
        let allowed = max(1, min(typed.count, candidate.utf8.count) / 3)
        guard distance <= allowed, distance < best?.distance ?? .max else { continue }
        best = (distance, candidate)
    }
    return best?.candidate
}

/// Insertions, removals, replacements and swaps of neighbours that turn one word into the other.
package func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                row[j] = min(row[j], beforeLast[j - 2] + 1)
            }
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte + 32 : byte
}
