/// Collects a mapping's entries: keys of its own win over merged ones, earlier merges over later ones.
struct MappingBuilder {
    private var entries: [Mapping.Entry] = []
    /// Where merged entries stand; there are none in most mappings.
    private var merged: Set<Int> = []
    /// Where each key stands, once there are more than a few.
    private var places: [String: Int]?

    private static let few = 12

    /// Adds an entry of the mapping's own. Answers the entry that has the key already, and then changes nothing.
    mutating func add(_ entry: Mapping.Entry) -> Mapping.Entry? {
        guard let place = place(of: entry.key) else {
            append(entry)
            return nil
        }
        guard merged.remove(place) != nil else { return entries[place] }
        entries[place] = entry
        return nil
    }

    mutating func merge(_ others: [Mapping.Entry]) {
        for entry in others where place(of: entry.key) == nil {
            merged.insert(entries.count)
            append(entry)
        }
    }

    var mapping: Mapping { Mapping(entries) }

    private func place(of key: String) -> Int? {
        if let places { return places[key] }
        return entries.firstIndex { $0.key == key }
    }

    private mutating func append(_ entry: Mapping.Entry) {
        places?[entry.key] = entries.count
        entries.append(entry)
        if places == nil, entries.count > Self.few {
            places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.key, $0) })
        }
    }
}
