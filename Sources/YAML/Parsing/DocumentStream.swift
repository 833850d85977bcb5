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
    /// Whether the error that ended the text was in a line of its own.
    private var isResumable = false

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

    /// Goes on after an error in a file of JSON lines, with the next line; false where nothing comes after the error.
    package func resume() -> Bool {
        defer { isResumable = false }
        if isResumable { isEnded = false }
        return isResumable
    }

    private func first() throws(YAMLError) -> Node? {
        do throws(YAMLError) {
            if let document = try nextJSON() { return document }
        } catch {
            if error.mark?.line == input.mark.line { try? skipLine() }
            throw error
        }
        guard try input.fill(to: 1) else { return nil }
        if let error = try mistakeInLine() {
            try skipLine()
            throw error
        }
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
            let blanks = input.available
            guard blanks <= limits.bytes else { throw input.tooLarge() }
            guard try input.fill(to: blanks + 1) else { return false }
            _ = try input.fill(to: 2 * blanks)
        }
    }

    /// Length of the line that comes next, if it begins an object and so does the one after it, as in a file of JSON lines.
    private func objectLine() throws(YAMLError) -> Int? {
        let brace = UInt8(ascii: "{")
        var wanted = 1
        while try input.fill(to: wanted), input.available <= limits.bytes {
            let (isKnown, length) = input.withBytes { bytes -> (Bool, Int?) in
                guard bytes.first(where: { !isJSONSpace($0) }) == brace else { return (true, nil) }
                guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
                    let next = bytes[(end + 1)...].first(where: { !isJSONSpace($0) })
                else { return (false, nil) }
                return (true, next == brace ? end + 1 : nil)
            }
            if isKnown { return length }
            // Twice as much each time, as above.
            wanted = input.available + 1
            guard try input.fill(to: wanted) else { return nil }
            _ = try input.fill(to: 2 * input.available)
        }
        return nil
    }

    private func skipLine() throws(YAMLError) {
        guard let length = try objectLine() else { return }
        input.drop(length)
        isResumable = true
    }

    /// What is wrong with the line that comes next, where it has to be a document of its own.
    private func mistakeInLine() throws(YAMLError) -> YAMLError? {
        guard let length = try objectLine() else { return nil }
        var line: [UInt8]? = input.withBytes { Array($0.prefix(length)) }
        let own = Input(file: input.file, limits: limits, from: input.mark) { () throws(YAMLError) in
            defer { line = nil }
            return line ?? []
        }
        do throws(YAMLError) {
            _ = try Composer(own, limits: limits).document()
            return nil
        } catch {
            return error
        }
    }
}
