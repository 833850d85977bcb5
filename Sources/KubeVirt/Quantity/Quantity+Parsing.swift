extension Quantity: ScalarCodable {
    /// What to write.
    public static var expectation: String { "a quantity such as 128Mi, 1.5G or 500m" }

    /// Reads a quantity by Kubernetes' grammar: a decimal number, then a suffix or an exponent.
    ///
    /// Finer than a billionth is rounded away from zero. What Kubernetes caps at 2^63-1 is capped alike; what does not
    /// even fit 128 bits of billionths is an error.
    public init(_ text: String) throws(InvalidValue) {
        var scanner = Scanner(text)
        let negative = scanner.sign()
        let whole = scanner.digits()
        let fraction = scanner.take(".") ? scanner.digits() : []
        guard !(whole.isEmpty && fraction.isEmpty) else {
            throw InvalidValue(.quantity, "‘\(text)’ is not a quantity; expected \(Self.expectation)", text: text)
        }
        guard let unit = Unit(suffix: scanner.rest) else {
            throw Self.badSuffix(String(decoding: scanner.rest, as: UTF8.self), of: text)
        }
        guard let magnitude = Self.nanos(whole: whole, fraction: fraction, unit: unit) else {
            throw InvalidValue(.quantity, "‘\(text)’ is larger than any quantity can be", text: text)
        }
        self.init(nanos: negative ? -magnitude : magnitude, format: unit.format(of: magnitude))
    }

    /// Reads a quantity; see ``init(_:)``.
    public init(scalarText: String) throws(InvalidValue) {
        try self.init(scalarText)
    }

    private static func badSuffix(_ suffix: String, of text: String) -> InvalidValue {
        let trimmed = suffix.split(separator: " ").joined()
        let number = text.dropLast(suffix.count)
        var letter = trimmed.uppercased()
        for ending in ["IB", "B", "I"] where letter.hasSuffix(ending) && letter.count > ending.count {
            letter.removeLast(ending.count)
            break
        }
        var hint = "suffixes are Ki Mi Gi Ti Pi Ei, n u m k M G T P E, or an exponent such as e3"
        if letter == "B" {
            hint = "write \(number) for bytes"
        } else if let power = ["K", "M", "G", "T", "P", "E"].firstIndex(of: letter) {
            let decimal = letter == "K" ? "k" : letter
            hint = "write \(number)\(decimal) (10^\(3 * (power + 1))) or \(number)\(letter)i (2^\(10 * (power + 1)))"
        }
        return InvalidValue(.quantity, "‘\(text)’ is not a quantity: unknown suffix ‘\(suffix)’; \(hint)", text: text)
    }
}

private struct Scanner {
    var rest: ArraySlice<UInt8>

    init(_ text: String) {
        rest = Array(text.utf8)[...]
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func sign() -> Bool {
        let negative = take("-")
        if !negative { _ = take("+") }
        return negative
    }

    mutating func digits() -> [UInt8] {
        let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        rest = rest.dropFirst(digits.count)
        return digits.map { $0 - UInt8(ascii: "0") }
    }
}
