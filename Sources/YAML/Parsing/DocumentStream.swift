/// Documents of a text that comes piece by piece, one after the other: YAML with `---` between documents, JSON values
/// one after the other (also one a line), and both together.
///
/// Memory holds one document and a piece of the text, whatever the length of the text.
package final class DocumentStream {
    private let input: Input
    private let limits: Limits
    /// Reads on once something came that is not JSON.
    private var composer: Composer?
    private var isEnded = false

    /// `read` gives the next bytes of the text, none at its end; `file` is its name in errors.
    package init(
        file: String?, limits: Limits = Limits(), read: @escaping () throws(YAMLError) -> [UInt8]
    ) {
        input = Input(file: file, limits: limits, read: read)
        self.limits = limits
    }

    /// The next document; nil at the end. Nothing can be read after an error.
    package func next() throws(YAMLError) -> Node? {
        guard !isEnded else { return nil }
        // Whatever is thrown below, nothing comes after it.
        isEnded = true
        let document = if let composer { try composer.document() } else { try first() }
        isEnded = document == nil
        return document
    }

    private func first() throws(YAMLError) -> Node? {
        if let document = try nextJSON() { return document }
        guard try input.fill(to: 1) else { return nil }
        let composer = try Composer(input, limits: limits)
        self.composer = composer
        return try composer.document()
    }

    /// A JSON value, if one comes next; else what comes next is left alone.
    private func nextJSON() throws(YAMLError) -> Node? {
        guard try skipToJSON() else { return nil }
        while true {
            let result = input.withBytes { bytes in
                var parser = JSONParser(bytes, at: input.mark, limits: limits, file: input.file)
                return Result { () throws(JSONParser.Stop) in try parser.parse() }
            }
            switch result {
            case .success((let document, let count)):
                guard count <= limits.bytes else { throw input.tooLarge() }
                input.drop(count)
                return document
            case .failure(.refused(let error)): throw error
            case .failure(.notJSON): return nil
            case .failure(.incomplete):
                guard input.available <= limits.bytes else { throw input.tooLarge() }
                // Twice as much each time, so that reading again costs no more than reading. Where the text ends too
                // early, libyaml says best what is missing.
                guard try input.fill(to: input.available + 1) else { return nil }
                _ = try input.fill(to: 2 * input.available)
            }
        }
    }

    /// Skips empty lines; whether an object or list follows.
    private func skipToJSON() throws(YAMLError) -> Bool {
        while true {
            let (lines, next) = input.withBytes { bytes in
                let blanks = bytes.prefix(while: isJSONSpace)
                // Blanks before a line's first word may be its indentation.
                let lines = blanks.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
                return (lines, blanks.count < bytes.count ? bytes[blanks.count] : nil)
            }
            input.drop(lines)
            if let next { return next == UInt8(ascii: "{") || next == UInt8(ascii: "[") }
            guard input.available <= limits.bytes else { throw input.tooLarge() }
            guard try input.fill(to: input.available + 1) else { return false }
            _ = try input.fill(to: 2 * input.available)
        }
    }
}
