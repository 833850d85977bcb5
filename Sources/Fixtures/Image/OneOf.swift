extension KeyedDecodingContainer where Key: CaseIterable {
    /// The one key of these that is written; none or several are an error that lists them.
    func theOne(called what: String) throws -> Key {
        let written = Key.allCases.filter(contains)
        guard written.count == 1, let key = written.first else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: codingPath,
                    debugDescription: "\(what) is exactly one of "
                        + Key.allCases.map(\.stringValue).joined(separator: ", ")))
        }
        return key
    }
}
