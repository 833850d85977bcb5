/// An image as QEMU's options say it: its format is told and not guessed, and its name is never taken for an address.
struct ConversionSource: Sendable, Hashable {
    let path: String
    let format: DiskFormat
    /// What errors call it.
    let place: String
    /// Whether nothing shall be behind it, whatever it says.
    let isAlone: Bool

    var description: String {
        let backing = isAlone && [.qcow2, .vmdk].contains(format) ? "\"backing\":null," : ""
        let file = "{\"driver\":\"file\",\"filename\":\(Self.quoted(path))}"
        return "json:{\"driver\":\"\(format.rawValue)\",\(backing)\"file\":\(file)}"
    }

    /// As a string of JSON.
    static func quoted(_ text: String) -> String {
        let digits = Array("0123456789abcdef")
        return "\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"", "\\": "\\\(scalar)"
                case _ where scalar.value < 0x20:
                    "\\u00\(digits[Int(scalar.value >> 4)])\(digits[Int(scalar.value & 15)])"
                default: String(scalar)
                }
            }.joined() + "\""
    }
}
