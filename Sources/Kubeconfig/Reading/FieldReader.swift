import Base64
import YAML

/// A value of a kubeconfig and where it stands. Fields that nobody asks for are left alone, as kubectl leaves them.
struct FieldReader {
    let node: Node
    let place: Place

    init(_ node: Node, _ place: Place) {
        self.node = node
        self.place = Place(file: place.file, mark: node.mark ?? place.mark, path: place.path)
    }

    func wrong(_ message: String) -> KubeconfigError { KubeconfigError(.field, place, message) }

    /// Null is as good as absent.
    func field(_ name: String) throws(KubeconfigError) -> FieldReader? {
        guard node.mapping != nil else { throw wrong("is not a mapping of fields") }
        guard let value = node[name], !value.isNull else { return nil }
        return FieldReader(value, place.field(name))
    }

    func string() throws(KubeconfigError) -> String {
        guard let scalar = node.scalar, scalar.kind == .string else {
            throw wrong("is no text; put it into quotes if it is meant as one")
        }
        return scalar.text
    }

    /// An empty text is as good as absent.
    func string(_ name: String) throws(KubeconfigError) -> String? {
        guard let text = try field(name)?.string(), !text.isEmpty else { return nil }
        return text
    }

    func required(_ name: String) throws(KubeconfigError) -> String {
        guard let text = try string(name) else {
            throw KubeconfigError(.field, place.field(name), "is missing or empty")
        }
        return text
    }

    func bool(_ name: String) throws(KubeconfigError) -> Bool {
        guard let field = try field(name) else { return false }
        guard let scalar = field.node.scalar, scalar.kind == .bool else {
            throw field.wrong("has to be true or false, without quotes")
        }
        return scalar.text.lowercased() == "true"
    }

    func list(_ name: String) throws(KubeconfigError) -> [FieldReader] {
        guard let field = try field(name) else { return [] }
        guard let items = field.node.sequence else { throw field.wrong("is not a list") }
        return items.enumerated().map { index, node in
            FieldReader(node, Place(file: place.file, mark: field.place.mark, path: "\(field.place.path)[\(index)]"))
        }
    }

    func strings(_ name: String) throws(KubeconfigError) -> [String] {
        var texts: [String] = []
        for item in try list(name) { texts.append(try item.string()) }
        return texts
    }

    /// One of a few words; nil when absent.
    func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Word.Type
    ) throws(KubeconfigError) -> Word? where Word.RawValue == String {
        guard let field = try field(name) else { return nil }
        guard let word = Word(rawValue: try field.string()) else {
            throw field.wrong("has to be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    /// `NAME-data` in base64, or `NAME` as a file. Both are refused, because one of them would be ignored.
    func material(_ name: String) throws(KubeconfigError) -> Material? {
        let path = try string(name)
        guard let text = try string(name + "-data"), let data = try field(name + "-data") else {
            guard let path, let field = try field(name) else { return nil }
            return .file(resolved(path), field.place)
        }
        guard path == nil else { throw data.wrong("stands beside \(name), which it would override; remove one") }
        guard let bytes = Base64.decode(text), !bytes.isEmpty else {
            throw data.wrong("is not base64; write it by base64 -w0 FILE")
        }
        return .bytes(bytes, data.place)
    }

    /// A path as its file means it: relative to the file's directory.
    func resolved(_ path: String) -> String {
        guard !path.hasPrefix("/"), let slash = place.file.lastIndex(of: "/") else { return path }
        return place.file[...slash] + path
    }
}
