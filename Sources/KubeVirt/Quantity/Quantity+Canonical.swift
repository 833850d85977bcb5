extension Quantity: CustomStringConvertible {
    /// The canonical form that Kubernetes prints: no fraction, the largest suffix that is exact.
    public var description: String {
        if nanos == 0 { return "0" }
        let (whole, fraction) = nanos.quotientAndRemainder(dividingBy: Self.nanosInOne)
        // Small or fractional amounts are clearer in decimal.
        if format == .binarySI, fraction == 0, whole.magnitude >= 1024 {
            return Self.binary(whole)
        }
        return decimal
    }

    /// The canonical form.
    public var scalarText: String { description }

    private static func binary(_ whole: Int128) -> String {
        var number = whole
        var power = 0
        while number % 1024 == 0, power < Unit.binary.count {
            number /= 1024
            power += 1
        }
        return "\(number)" + (power == 0 ? "" : Unit.binary[power - 1].suffix)
    }

    private var decimal: String {
        var number = nanos
        var exponent = -9
        while number % 1000 == 0, exponent < 18 || format == .decimalExponent {
            number /= 1000
            exponent += 3
        }
        if format == .decimalExponent { return "\(number)" + (exponent == 0 ? "" : "e\(exponent)") }
        return "\(number)" + (Unit.decimal.first { $0.exponent == exponent }?.suffix ?? "")
    }
}
