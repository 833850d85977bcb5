/// What an object is known by in a watch.
package struct ObjectIdentity: Sendable, Hashable {
    package var namespace: String
    package var name: String
    /// Another object of the same name has another.
    package var uid: String

    package init(namespace: String, name: String, uid: String) {
        self.namespace = namespace
        self.name = name
        self.uid = uid
    }
}

/// A watch as a value: what is asked next, and what each thing that comes back means to whoever watches.
///
/// Across bookmarks, broken connections, 410 and new lists each change of an object is told once and none is left out; of
/// changes that nobody can tell apart any more after a 410 the last one counts. It knows the version of each object that it
/// has told of, and no object.
package struct WatchMachine: Sendable {
    package enum Step: Sendable, Hashable {
        /// Read the list from its beginning.
        case list
        /// Watch from a version on.
        case watch(from: String)
    }

    package enum Kind: String, Sendable, Hashable {
        case added = "ADDED"
        case modified = "MODIFIED"
        case deleted = "DELETED"
    }

    /// How a watch ended, or why there was none.
    package enum Ending: Sendable, Hashable {
        /// By the server's own time limit, or by a break: it goes on from the last version.
        case closed
        /// The version is forgotten.
        case expired
        /// Nothing that a new list or another version would help.
        case failed
    }

    private struct Known: Sendable {
        var uid: String
        var version: String
        /// Of which list it was last seen; older ones are gone when a list is complete.
        var list: Int
    }

    private struct Key: Sendable, Hashable {
        var namespace: String
        var name: String

        init(_ identity: ObjectIdentity) { (namespace, name) = (identity.namespace, identity.name) }
    }

    private var known: [Key: Known] = [:]
    private var version: String?
    private var list = 0
    /// How often in a row nothing came of an attempt.
    package private(set) var failures = 0

    package init() {}

    package var step: Step { version.map { .watch(from: $0) } ?? .list }

    /// How many objects there are, as far as is known.
    package var count: Int { known.count }

    /// A list is read, for the first time or once more.
    package mutating func beginList() {
        version = nil
        list += 1
    }

    /// An object of the list; what it means, if that is news.
    package mutating func listed(_ identity: ObjectIdentity, version: String) -> [(Kind, ObjectIdentity)] {
        let before = known[Key(identity)]
        guard let before, before.uid == identity.uid else { return note(.added, identity, version) }
        // A list is the truth, also of a server that was set back to an older state.
        guard version != before.version else {
            known[Key(identity)]?.list = list
            return []
        }
        return note(.modified, identity, version)
    }

    /// The list is complete: what was known and not in it is gone.
    package mutating func finishList(version: String) -> [ObjectIdentity] {
        self.version = version
        let gone = known.filter { $0.value.list != list }
        for key in gone.keys { known[key] = nil }
        return gone.map { ObjectIdentity(namespace: $0.namespace, name: $0.name, uid: $1.uid) }
            .sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
    }

    /// An event of the stream; what it means, if that is news.
    package mutating func received(
        _ kind: Kind, _ identity: ObjectIdentity, version: String
    ) -> [(Kind, ObjectIdentity)] {
        // Changes come in the order of their versions: what is not newer was told of, or was seen in the list.
        guard advance(to: version) else { return [] }
        let before = known[Key(identity)]
        if let before, before.uid == identity.uid, !Self.isNews(version, after: before.version) { return [] }
        guard kind == .deleted else { return note(before?.uid == identity.uid ? .modified : .added, identity, version) }
        // Who was never told of it need not be told that it is gone.
        guard before?.uid == identity.uid else { return [] }
        known[Key(identity)] = nil
        return [(.deleted, identity)]
    }

    /// Nothing has changed up to this version.
    package mutating func bookmark(version: String) { _ = advance(to: version) }

    /// The watch is over.
    ///
    /// `wasFruitful`: something came, or it lasted. One after the other that ends at once is a failure, too.
    package mutating func ended(_ ending: Ending, wasFruitful: Bool = false) {
        failures = wasFruitful && ending != .failed ? 0 : failures + 1
        if ending == .expired { version = nil }
    }

    /// False when it would be no advance.
    private mutating func advance(to version: String) -> Bool {
        guard self.version.map({ Self.isNews(version, after: $0) }) ?? true else { return false }
        failures = 0
        if !version.isEmpty { self.version = version }
        return true
    }

    /// Remembers an object. Where another one of the same name was, that is gone.
    private mutating func note(
        _ kind: Kind, _ identity: ObjectIdentity, _ version: String
    ) -> [(Kind, ObjectIdentity)] {
        let before = known.updateValue(
            Known(uid: identity.uid, version: version, list: list), forKey: Key(identity))
        guard let before, before.uid != identity.uid else { return [(kind, identity)] }
        return [
            (.deleted, ObjectIdentity(namespace: identity.namespace, name: identity.name, uid: before.uid)),
            (.added, identity),
        ]
    }

    /// Versions are whole numbers that grow (Kubernetes 1.35 promises it); of others only the same one is known to be old.
    static func isNews(_ version: String, after before: String) -> Bool {
        guard let one = digits(version), let other = digits(before) else { return version != before }
        return one.count != other.count ? one.count > other.count : other.lexicographicallyPrecedes(one)
    }

    private static func digits(_ text: String) -> [UInt8]? {
        guard !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        return Array(text.utf8.drop { $0 == UInt8(ascii: "0") })
    }
}
