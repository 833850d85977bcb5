import KubeVirt

/// What a change of an object is on the server's own (a merge patch, RFC 7396): fields that no type of ours knows stay.
enum MergePatch {
    /// From `before` to `after`. `raw` is the object as the server has it, of which `before` is what we know.
    static func difference(
        _ before: [String: JSONValue], _ after: [String: JSONValue], in raw: JSONValue?
    ) -> [String: JSONValue] {
        var patch: [String: JSONValue] = [:]
        for name in changed(before, after) {
            guard let new = after[name] else {
                patch[name] = .null
                continue
            }
            let part = raw?.fields?[name]
            if let one = before[name]?.fields, let other = new.fields {
                patch[name] = .object(difference(one, other, in: part))
            } else {
                patch[name] = whole(before[name], new, in: part)
            }
        }
        return patch
    }

    private static func changed(_ before: [String: JSONValue], _ after: [String: JSONValue]) -> Set<String> {
        Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    }

    /// The new value with what else the server has in it: a patch replaces a list as a whole.
    private static func whole(_ before: JSONValue?, _ after: JSONValue, in raw: JSONValue?) -> JSONValue {
        switch (raw, before, after) {
        case (.object(var fields), .object(let old), .object(let new)):
            for name in changed(old, new) {
                let part = fields[name]
                fields[name] = new[name].map { whole(old[name], $0, in: part) }
            }
            return .object(fields)
        case (.array(let items), .array(let old), .array(let new)) where items.count == old.count:
            return .array(
                new.enumerated().map { index, item in
                    guard let place = place(of: item, at: index, new.count, in: old) else { return item }
                    return whole(old[place], item, in: items[place])
                })
        default: return after
        }
    }

    /// Where an item was: the same one, else the one of its name, else the one at its place.
    private static func place(of item: JSONValue, at index: Int, _ count: Int, in old: [JSONValue]) -> Int? {
        if let same = old.firstIndex(of: item) { return same }
        if let name = item.fields?["name"] { return old.firstIndex { $0.fields?["name"] == name } }
        return count == old.count ? index : nil
    }
}

extension JSONValue {
    fileprivate var fields: [String: JSONValue]? {
        if case .object(let fields) = self { fields } else { nil }
    }
}
