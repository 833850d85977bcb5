extension Quantity {
    /// What a suffix multiplies by.
    struct Unit {
        var format: Format
        /// Power of two or of ten.
        var exponent: Int

        static let decimal: [(suffix: String, exponent: Int)] = [
            ("n", -9), ("u", -6), ("m", -3), ("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18),
        ]
        static let binary: [(suffix: String, exponent: Int)] = [
            ("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60),
        ]

        /// Nil when nobody knows the suffix.
        init?(suffix: ArraySlice<UInt8>) {
            let text = String(decoding: suffix, as: UTF8.self)
            if let unit = Self.decimal.first(where: { $0.suffix == text }) {
                (format, exponent) = (.decimalSI, unit.exponent)
            } else if let unit = Self.binary.first(where: { $0.suffix == text }) {
                (format, exponent) = (.binarySI, unit.exponent)
            } else if text.first == "e" || text.first == "E" {
                // Int32 as in Kubernetes: a longer exponent is no number either.
                guard let exponent = Int32(text.dropFirst()) else { return nil }
                (format, self.exponent) = (.decimalExponent, Int(exponent))
            } else {
                return nil
            }
        }

        /// A binary fraction below one is spelt in decimal, so that it needs no rounding.
        func format(of magnitude: Int128) -> Format {
            format == .binarySI && magnitude > 0 && magnitude < nanosInOne ? .decimalSI : format
        }
    }

    /// Exact product of a decimal number and a unit, in billionths, rounded up; nil where 128 bits do not hold it.
    static func nanos(whole: [UInt8], fraction: [UInt8], unit: Unit) -> Int128? {
        let whole = Array(whole.drop { $0 == 0 })
        let digits = whole + fraction
        guard digits.contains(where: { $0 != 0 }) else { return 0 }
        // Shift the decimal point by the power of ten, then multiply by what remains.
        let shift = unit.format == .binarySI ? 0 : unit.exponent
        let point = whole.count + shift
        let factor = nanosInOne << (unit.format == .binarySI ? Int128(unit.exponent) : 0)
        guard point <= 40 + digits.count else { return nil }
        guard point >= -40 else { return 1 }
        let integer = digits.prefix(max(0, point)) + Array(repeating: 0, count: max(0, point - digits.count))
        let rest = Array(repeating: 0, count: max(0, -point)) + digits.dropFirst(max(0, point))

        var result: Int128 = 0
        var overflow = false
        for digit in integer where !overflow {
            (result, overflow) = appending(digit, to: result)
        }
        if !overflow { (result, overflow) = result.multipliedReportingOverflow(by: factor) }
        // Long multiplication of the fraction, last digit first: what stays below the point only says "not zero".
        var carry: Int128 = 0
        var inexact = false
        for digit in rest.reversed() {
            carry += Int128(digit) * factor
            if carry % 10 != 0 { inexact = true }
            carry /= 10
        }
        if !overflow { (result, overflow) = result.addingReportingOverflow(carry + (inexact ? 1 : 0)) }
        // Kubernetes computes short decimal numbers without a bound and caps all others.
        let digitsCount = whole.count + fraction.count
        let capped = unit.format == .binarySI || digitsCount > 18 || shift - fraction.count < -9
        let cap = Int128(Int64.max) * nanosInOne
        if capped, overflow || result > cap { return cap }
        return overflow ? nil : result
    }

    private static func appending(_ digit: UInt8, to number: Int128) -> (Int128, Bool) {
        let (product, overflow) = number.multipliedReportingOverflow(by: 10)
        if overflow { return (0, true) }
        let (sum, overflow2) = product.addingReportingOverflow(Int128(digit))
        return (sum, overflow2)
    }
}
