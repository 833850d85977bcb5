/// Durations as people write them on a command line and read them in a report.
package enum DurationText {
    private static let units: [(name: String, attoseconds: Int128)] = [
        ("d", 24 * 3600 * second), ("h", 3600 * second), ("m", 60 * second), ("s", second),
        ("ms", second / 1_000), ("us", second / 1_000_000), ("µs", second / 1_000_000), ("ns", second / 1_000_000_000),
    ]
    private static let second: Int128 = 1_000_000_000_000_000_000
    private static let longest: Int128 = 1_000_000 * 3600 * second

    /// Reads `90s`, `1.5s`, `1m30s`, `2h` or `7d`; every number has a unit, only `0` may stand alone.
    package static func parse(_ text: String) throws(ValueError) -> Duration {
        if text == "0" { return .zero }
        var total: Int128 = 0
        var rest = text[...]
        if rest.isEmpty { throw ValueError("is empty; write a duration such as 30s, 1m30s or 2h") }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            let name = rest.prefix { !($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(name.count)
            guard !number.isEmpty, let value = decimal(number) else {
                throw ValueError("is not a duration; write one such as 30s, 1m30s or 2h")
            }
            guard !name.isEmpty else { throw ValueError("has no unit; write \(text)s for seconds, or ms, m, h") }
            guard let unit = units.first(where: { $0.name == name }) else {
                throw ValueError("has the unknown unit '\(name)'; the units are d, h, m, s, ms, us and ns")
            }
            total += value.digits * unit.attoseconds / value.scale
            guard total <= longest else { throw ValueError("is too long; the longest duration is 1000000h") }
        }
        return Duration(secondsComponent: Int64(total / second), attosecondsComponent: Int64(total % second))
    }

    /// Writes a duration with the precision that matters: `240 ms`, `1.9 s`, `3 min 5 s`, `2 h 4 min`.
    package static func format(_ duration: Duration) -> String {
        let (whole, fraction) = duration.components
        if duration < .zero { return "-" + format(.zero - duration) }
        let milliseconds = Double(whole) * 1_000 + Double(fraction) / 1e15
        // Thresholds are where the shown figure would round up into the next unit.
        if milliseconds < 0.05 { return duration == .zero ? "0 ms" : "< 0.1 ms" }
        if milliseconds < 9.95 { return tenths(milliseconds) + " ms" }
        if milliseconds < 999.5 { return "\(Int(milliseconds.rounded())) ms" }
        if milliseconds < 59_950 { return tenths(milliseconds / 1_000) + " s" }
        let seconds = Int((milliseconds / 1_000).rounded())
        if seconds < 3_600 { return pair(seconds / 60, "min", seconds % 60, "s") }
        let minutes = (seconds + 30) / 60
        return pair(minutes / 60, "h", minutes % 60, "min")
    }

    private static func pair(_ large: Int, _ largeUnit: String, _ small: Int, _ smallUnit: String) -> String {
        small == 0 ? "\(large) \(largeUnit)" : "\(large) \(largeUnit) \(small) \(smallUnit)"
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// A decimal as an integer and the power of ten it is to be divided by; nil for `1.2.3`, `.` or too many digits.
    private static func decimal(_ text: Substring) -> (digits: Int128, scale: Int128)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.count <= 16, parts.count <= 2, let digits = Int128(parts.joined()) else { return nil }
        let places = parts.count == 2 ? parts[1].count : 0
        return (digits, (0..<places).reduce(1) { scale, _ in scale * 10 })
    }
}
