extension Composer {
    private static let standard = "tag:yaml.org,2002:"

    /// What a scalar is: by its tag, else by its characters if it is plain, else a string.
    func kind(
        of text: String, style: Scalar.Style, tag: String?, _ mark: Mark
    ) throws(YAMLError) -> Scalar.Kind {
        guard let tag else { return style == .plain ? Scalar.Kind(resolving: text) : .string }
        let resolved = Scalar.Kind(resolving: text)
        let wanted: Scalar.Kind
        switch tag {
        case "!", Self.standard + "str": return .string
        case Self.standard + "null": wanted = .null
        case Self.standard + "bool": wanted = .bool
        case Self.standard + "int": wanted = .int
        case Self.standard + "float": wanted = .float
        default: throw unknown(tag, mark)
        }
        guard resolved == wanted || (wanted == .float && resolved == .int) else {
            throw failure(.invalidValue, "‘\(text)’ is tagged as \(wanted.name) and is none", mark)
        }
        return wanted
    }

    /// Refuses a collection's tag unless it says what the collection is anyway.
    func check(_ tag: String?, is name: String, _ mark: Mark) throws(YAMLError) {
        guard let tag, tag != "!", tag != Self.standard + name else { return }
        throw unknown(tag, mark)
    }

    private func unknown(_ tag: String, _ mark: Mark) -> YAMLError {
        failure(.unsupportedYAML, "tag ‘\(tag)’ is not supported; write the value without it", mark)
    }
}
