/// The name that somebody may have meant: the one with the fewest letters to change, if they are few.
func nearest(to name: String, among names: [String]) -> String? {
    let letters = Array(name.utf8)
    let most = max(1, letters.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in names where abs(candidate.utf8.count - letters.count) <= most {
        let distance = changes(letters, Array(candidate.utf8))
        if distance <= most && distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
}

/// How many letters to insert, remove or replace (Levenshtein's distance).
private func changes(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for (column, other) in right.enumerated() {
            let replaced = diagonal + (letter == other ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
        }
    }
    return row[right.count]
}
