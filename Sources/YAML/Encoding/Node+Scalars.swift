extension Node {
    static var null: Node { .plain("null", .null) }

    static func plain(_ text: String, _ kind: Scalar.Kind) -> Node {
        Node(.scalar(Scalar(text, style: .plain, kind: kind)))
    }

    static func number(_ value: Double) -> Node {
        if value.isNaN { return .plain(".nan", .float) }
        if value.isInfinite { return .plain(value < 0 ? "-.inf" : ".inf", .float) }
        return .plain("\(value)", .float)
    }

    /// Plain where every reader takes it for a string, as a block where it has lines, else quoted.
    static func string(_ text: String) -> Node {
        let style: Scalar.Style =
            if text.unicodeScalars.contains(where: needsEscape) {
                .doubleQuoted
            } else if text.utf8.contains(UInt8(ascii: "\n")) {
                .literal
            } else if Scalar.Kind(resolving: text) == .string, !isAmbiguous(text) {
                .plain
            } else {
                .doubleQuoted
            }
        return Node(.scalar(Scalar(text, style: style, kind: .string)))
    }

    /// Controls, and what YAML 1.1 takes for the end of a line and changes.
    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0a: false
        case 0..<0x20, 0x7f...0xa0, 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff: true
        default: false
        }
    }

    /// What YAML 1.1, which Kubernetes' tools still follow, takes for a boolean, a number or a time.
    private static func isAmbiguous(_ text: String) -> Bool {
        if ["y", "n", "yes", "no", "on", "off", "="].contains(text.lowercased()) || text == "<<" { return true }
        let numeric = text.utf8.allSatisfy {
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "+-_:.,eExXoOTZtz abcdfABCDF".utf8.contains($0)
        }
        guard numeric, let first = text.utf8.first else { return false }
        return UInt8(ascii: "0")...UInt8(ascii: "9") ~= first || "+-.".utf8.contains(first)
    }
}
