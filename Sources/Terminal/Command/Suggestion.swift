import Spelling

/// Words for what somebody probably meant.
enum Suggestion {
    /// `; did you mean 'x'?`, or nothing.
    static func question(for word: String, among words: [String]) -> String {
        suggestion(for: word, among: words).map { "; did you mean '\($0)'?" } ?? ""
    }
}
