/// A line as the classes look at it: what is shown, and what of it the kernel said.
struct LineReading {
    let text: Substring
    /// The text after each kernel time stamp in the line. Usually one; it may stand behind a prompt that waited.
    let stamped: [Substring]

    init(_ text: String) {
        self.text = text.drop { $0 == " " }
        stamped = Self.messages(in: text)
    }

    /// What the kernel may have said: after a time stamp, or the whole line when its messages carry none.
    var kernel: [Substring] { [text] + stamped }

    /// The rest of the kernel's message that begins so.
    func kernelMessage(after beginning: String) -> Substring? {
        for message in kernel where message.hasPrefix(beginning) { return message.dropFirst(beginning.count) }
        return nil
    }

    /// The kernel stamps `[    1.234567] `, and with CONFIG_PRINTK_CALLER `[    1.234567][    T1] `.
    private static func messages(in text: String) -> [Substring] {
        let bytes = text.utf8
        var found: [Substring] = []
        var index = bytes.startIndex
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "[")) {
            index = bytes.index(after: open)
            guard var end = endOfStamp(bytes, index) else { continue }
            if end < bytes.endIndex, bytes[end] == UInt8(ascii: "["),
                let close = bytes[end...].prefix(16).firstIndex(of: UInt8(ascii: "]"))
            {
                end = bytes.index(after: close)
            }
            index = end
            found.append(text[end...].drop { $0 == " " })
        }
        return found
    }

    /// Expects spaces, digits, a point, six digits and the bracket; returns what follows it.
    private static func endOfStamp(_ bytes: String.UTF8View, _ start: String.Index) -> String.Index? {
        var index = start
        func skip(_ belongs: (UInt8) -> Bool) -> Int {
            var count = 0
            while index < bytes.endIndex, belongs(bytes[index]) {
                index = bytes.index(after: index)
                count += 1
            }
            return count
        }
        func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
        _ = skip { $0 == UInt8(ascii: " ") }
        guard skip(isDigit) > 0, skip({ $0 == UInt8(ascii: ".") }) == 1, skip(isDigit) == 6,
            skip({ $0 == UInt8(ascii: "]") }) == 1
        else { return nil }
        return index
    }
}
