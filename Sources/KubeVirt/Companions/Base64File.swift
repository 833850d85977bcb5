import Base64

/// Files as objects of Kubernetes hold them: in base64, which may be broken into lines.
enum Base64File {
    /// Nil for what is no base64.
    static func bytes(of text: String) -> [UInt8]? {
        if let bytes = Base64.decode(text) { return bytes }
        let joined = text.filter { $0 != "\n" && $0 != "\r" && $0 != "\r\n" && $0 != " " }
        return joined.utf8.count == text.utf8.count ? nil : Base64.decode(joined)
    }
}

extension KeyedDecodingContainer {
    /// Files that are all in base64; what is not is told by its name, and never by its contents.
    func decodeFiles(forKey key: Key) throws -> [String: String]? {
        guard let files = try decodeIfPresent([String: String].self, forKey: key) else { return nil }
        for (name, text) in files.sorted(by: { $0.key < $1.key }) where Base64File.bytes(of: text) == nil {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self,
                debugDescription: "‘\(name)’ is not base64 with its padding; write the output of base64 -w0")
        }
        return files
    }
}
