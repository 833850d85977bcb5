/// Sizes for people: `512 bytes`, `1.5 MiB`.
package enum ByteText {
    package static func format(_ bytes: Int64) -> String {
        if bytes < 1_024 { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
        var value = Double(bytes) / 1_024
        var units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"][...]
        // From here on the figure would be shown as 1024 of the smaller unit.
        while value >= 1_023.5, units.count > 1 {
            value /= 1_024
            units.removeFirst()
        }
        let unit = units.first ?? ""
        if value >= 9.95 { return "\(Int(value.rounded())) \(unit)" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
