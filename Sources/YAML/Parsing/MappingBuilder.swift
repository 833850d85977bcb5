/// Collects a mapping's entries: keys of its own win over merged ones, earlier merges over later ones.
struct MappingBuilder {
    private var entries: [Mapping.Entry] = []
    private var places: [String: (index: Int, merged: Bool)] = [:]

    /// Adds an entry of the mapping's own. Answers the entry that has the key already, and then changes nothing.
    mutating func add(_ entry: Mapping.Entry) -> Mapping.Entry? {
        guard let place = places[entry.key] else {
            places[entry.key] = (entries.count, false)
            entries.append(entry)
            return nil
        }
        guard place.merged else { return entries[place.index] }
        entries[place.index] = entry
        places[entry.key] = (place.index, false)
        return nil
    }

    mutating func merge(_ merged: [Mapping.Entry]) {
        for entry in merged where places[entry.key] == nil {
            places[entry.key] = (entries.count, true)
            entries.append(entry)
        }
    }

    var mapping: Mapping { Mapping(entries) }
}
