extension Quantity {
    /// Whole bytes, or a count of anything.
    public static func bytes(_ count: Int64) -> Quantity {
        Quantity(nanos: Int128(count) * nanosInOne, format: .binarySI)
    }

    /// Multiples of 2^10.
    public static func kibibytes(_ count: Int64) -> Quantity { scaled(count, by: 1 << 10, .binarySI) }
    /// Multiples of 2^20.
    public static func mebibytes(_ count: Int64) -> Quantity { scaled(count, by: 1 << 20, .binarySI) }
    /// Multiples of 2^30.
    public static func gibibytes(_ count: Int64) -> Quantity { scaled(count, by: 1 << 30, .binarySI) }
    /// Multiples of 2^40.
    public static func tebibytes(_ count: Int64) -> Quantity { scaled(count, by: 1 << 40, .binarySI) }
    /// Multiples of 10^6.
    public static func megabytes(_ count: Int64) -> Quantity { scaled(count, by: 1_000_000, .decimalSI) }
    /// Multiples of 10^9.
    public static func gigabytes(_ count: Int64) -> Quantity { scaled(count, by: 1_000_000_000, .decimalSI) }

    /// Whole processors.
    public static func cores(_ count: Int64) -> Quantity { scaled(count, by: 1, .decimalSI) }
    /// Thousandths of a processor.
    public static func millicores(_ count: Int64) -> Quantity {
        Quantity(nanos: Int128(count) * (nanosInOne / 1000), format: .decimalSI)
    }

    /// Beyond what 128 bits of billionths hold, the largest amount there is: no host has that much of anything.
    private static func scaled(_ count: Int64, by factor: Int128, _ format: Format) -> Quantity {
        let (product, overflow) = (Int128(count) * nanosInOne).multipliedReportingOverflow(by: factor)
        return Quantity(nanos: overflow ? (count < 0 ? .min : .max) : product, format: format)
    }
}
