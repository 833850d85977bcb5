/// A message of the kernel, without what printk puts before it.
package struct KernelMessage: Sendable, Hashable {
    /// Without the one blank after the stamp; further ones belong to it.
    package let line: Substring
    /// The stamp, since the kernel's start.
    package let microseconds: UInt64
    /// The thread `T1` or processor `C0` that printed it, with CONFIG_PRINTK_CALLER.
    package let caller: Substring?
    /// Where the stamp begins in the whole line.
    let start: String.Index

    /// Without leading blanks.
    var text: Substring { line.drop { $0 == " " } }
}

/// What printk puts before a message: `<4>`, `[    1.234567]` and with CONFIG_PRINTK_CALLER `[    T1]`.
enum PrintkPrefix {
    /// Longer than any caller.
    private static let longestCaller = 16

    /// A console that shows records as `/dev/kmsg` has them puts the level in front: `<4>[    1.234567] …`.
    static func withoutLevel(_ text: String) -> Substring {
        let bytes = text.utf8
        guard bytes.first == UInt8(ascii: "<"), let close = bytes.prefix(6).firstIndex(of: UInt8(ascii: ">")) else {
            return text[...]
        }
        let digits = bytes[bytes.index(after: bytes.startIndex)..<close]
        return !digits.isEmpty && digits.allSatisfy(isDigit) ? text[bytes.index(after: close)...] : text[...]
    }

    /// The message after each stamp in the line.
    static func messages(in text: String) -> [KernelMessage] {
        let bytes = text.utf8
        var found: [KernelMessage] = []
        var index = bytes.startIndex
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "[")) {
            index = bytes.index(after: open)
            guard let (time, afterStamp) = stamp(bytes, index) else { continue }
            var end = afterStamp
            var caller: Substring?
            if end < bytes.endIndex, bytes[end] == UInt8(ascii: "["),
                let close = bytes[end...].prefix(longestCaller).firstIndex(of: UInt8(ascii: "]"))
            {
                caller = text[bytes.index(after: end)..<close].drop { $0 == " " }
                end = bytes.index(after: close)
            }
            index = end
            let rest = text[end...]
            found.append(
                KernelMessage(
                    line: rest.hasPrefix(" ") ? rest.dropFirst() : rest, microseconds: time, caller: caller, start: open
                ))
        }
        return found
    }

    /// Expects spaces, digits, a point, six digits and the bracket; returns what follows it.
    private static func stamp(_ bytes: String.UTF8View, _ start: String.Index) -> (UInt64, String.Index)? {
        var index = start
        var value: UInt64 = 0
        func skip(_ belongs: (UInt8) -> Bool) -> Int {
            var count = 0
            while index < bytes.endIndex, belongs(bytes[index]) {
                if isDigit(bytes[index]) { value = value &* 10 &+ UInt64(bytes[index] & 0xF) }
                index = bytes.index(after: index)
                count += 1
            }
            return count
        }
        _ = skip { $0 == UInt8(ascii: " ") }
        guard (1...12).contains(skip(isDigit)), skip({ $0 == UInt8(ascii: ".") }) == 1, skip(isDigit) == 6,
            index < bytes.endIndex, bytes[index] == UInt8(ascii: "]")
        else { return nil }
        return (value, bytes.index(after: index))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
