/// An amount of something, exact to a billionth: Kubernetes' resource.Quantity (`128Mi`, `1500m`, `2`, `1e3`).
///
/// Equality and order compare amounts, not spellings: `1Gi` equals `1024Mi`. ``description`` is the canonical form that
/// Kubernetes prints. Amounts that Kubernetes caps at 2^63-1 are capped alike.
public struct Quantity: Sendable {
    /// How an amount is spelt.
    public enum Format: Sendable, Hashable {
        /// Powers of 1024: `Ki`, `Mi`, `Gi`, `Ti`, `Pi`, `Ei`.
        case binarySI
        /// Powers of 1000: `n`, `u`, `m`, none, `k`, `M`, `G`, `T`, `P`, `E`.
        case decimalSI
        /// Powers of ten: `1e3`.
        case decimalExponent
    }

    /// Billionths: Kubernetes' finest unit. 128 bits hold any amount that it accepts in practice.
    let nanos: Int128
    /// How the amount is spelt.
    public let format: Format

    init(nanos: Int128, format: Format) {
        self.nanos = nanos
        self.format = format
    }

    /// Nothing.
    public static let zero = Quantity(nanos: 0, format: .decimalSI)

    static let nanosInOne: Int128 = 1_000_000_000

    /// The amount as a whole number, rounded away from zero; the nearest `Int64` where it is beyond.
    public var roundedUp: Int64 {
        let (whole, rest) = nanos.quotientAndRemainder(dividingBy: Self.nanosInOne)
        return Int64(clamping: whole + Int128(rest.signum()))
    }

    /// Bytes, rounded up; the nearest `Int64` where the amount is beyond.
    public var bytes: Int64 { roundedUp }
}

extension Quantity: Hashable, Comparable {
    /// Whether both are the same amount, however they are spelt.
    public static func == (a: Quantity, b: Quantity) -> Bool { a.nanos == b.nanos }

    /// Whether the first is the smaller amount.
    public static func < (a: Quantity, b: Quantity) -> Bool { a.nanos < b.nanos }

    /// Hashes the amount.
    public func hash(into hasher: inout Hasher) { hasher.combine(nanos) }
}

extension Quantity: AdditiveArithmetic {
    /// Both together, spelt as the first; as the second where the first is zero.
    public static func + (a: Quantity, b: Quantity) -> Quantity {
        Quantity(
            nanos: saturating(a.nanos.addingReportingOverflow(b.nanos), negative: a.nanos < 0),
            format: a.nanos == 0 ? b.format : a.format)
    }

    /// The first without the second, spelt as the first; as the second where the first is zero.
    public static func - (a: Quantity, b: Quantity) -> Quantity {
        Quantity(
            nanos: saturating(a.nanos.subtractingReportingOverflow(b.nanos), negative: a.nanos < 0),
            format: a.nanos == 0 ? b.format : a.format)
    }

    private static func saturating(_ result: (partialValue: Int128, overflow: Bool), negative: Bool) -> Int128 {
        result.overflow ? (negative ? .min : .max) : result.partialValue
    }
}
