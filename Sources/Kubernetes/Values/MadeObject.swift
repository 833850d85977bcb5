/// What whoever has made an object does not know of it yet.
package struct MadeObject: Sendable, Hashable, Decodable {
    private struct Metadata: Sendable, Hashable, Decodable {
        var name: String?
        var uid: String?
    }

    private var metadata: Metadata

    package var name: String? { metadata.name }
    package var uid: String? { metadata.uid }

    package init(name: String?, uid: String?) { metadata = Metadata(name: name, uid: uid) }
}
