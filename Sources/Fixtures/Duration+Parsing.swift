package import KubeVirt

extension Duration {
    private static let units: [(name: String, nanoseconds: Int128)] = [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
        ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    /// Reads a duration as Go writes it: numbers with units, `300ms`, `30s`, `1m30s`, `1.5h`; no unit is left out.
    ///
    /// Exact to the nanosecond; finer fractions are cut off. Signs are refused: nothing here takes negative time.
    package init(parsing text: String) throws(InvalidValue) {
        func failure(_ why: String) -> InvalidValue {
            InvalidValue(
                .duration, "‘\(text)’ is not a duration: \(why); write for example 30s, 1m30s or 500ms", text: text)
        }
        var rest = Substring(text)
        if rest.isEmpty { throw failure("it is empty") }
        if rest.first == "-" || rest.first == "+" { throw failure("it has a sign") }
        var total: Int128 = 0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            guard number.contains(where: \.isNumber), number.count(where: { $0 == "." }) <= 1, number.count <= 20 else {
                throw failure("a number is missing at ‘\(rest)’")
            }
            rest = rest.dropFirst(number.count)
            let name = rest.prefix { !$0.isNumber && $0 != "." }
            guard let unit = Self.units.first(where: { $0.name == name }) else {
                throw failure(name.isEmpty ? "‘\(number)’ has no unit" : "unknown unit ‘\(name)’")
            }
            rest = rest.dropFirst(name.count)
            let parts = number.split(separator: ".", omittingEmptySubsequences: false)
            let fraction = parts.count == 2 ? parts[1] : ""
            let scale = fraction.reduce(Int128(1)) { product, _ in product * 10 }
            // At most 20 digits times an hour's nanoseconds: far from the end of 128 bits.
            let digits = Int128(parts[0] + fraction) ?? 0
            total += digits * unit.nanoseconds / scale
        }
        guard total <= Int128(Int64.max) else { throw failure("it is longer than 292 years") }
        self = .nanoseconds(Int64(total))
    }

    /// The duration as Go would write it, in whole units: `1m30s`, `500ms`, `0s`.
    package var compactText: String {
        let (seconds, attoseconds) = components
        let nanoseconds = attoseconds / 1_000_000_000
        var text = ""
        if seconds >= 3600 { text += "\(seconds / 3600)h" }
        if seconds / 60 % 60 > 0 { text += "\(seconds / 60 % 60)m" }
        if seconds % 60 > 0 { text += "\(seconds % 60)s" }
        if nanoseconds % 1000 != 0 {
            text += "\(nanoseconds)ns"
        } else if nanoseconds % 1_000_000 != 0 {
            text += "\(nanoseconds / 1000)us"
        } else if nanoseconds > 0 {
            text += "\(nanoseconds / 1_000_000)ms"
        }
        return text.isEmpty ? "0s" : text
    }
}
