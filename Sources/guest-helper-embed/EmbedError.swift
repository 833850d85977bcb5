/// Why the helper was not built, and what to do.
struct EmbedError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
