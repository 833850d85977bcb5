/// How long ago something was.
enum AgeText {
    /// In the largest unit that fits.
    static func ago(_ seconds: Int) -> String {
        for (unit, length) in [("d", 86400), ("h", 3600), ("m", 60)] where seconds >= length {
            return "\(seconds / length)\(unit) ago"
        }
        return "\(seconds)s ago"
    }
}
