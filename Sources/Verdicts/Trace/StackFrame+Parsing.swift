extension StackFrame {
    /// The frames in a message of the kernel, without its time stamp: mostly one, riscv has two in a line.
    package static func frames(in text: Substring) -> [StackFrame] {
        var found: [StackFrame] = []
        var start = text.startIndex
        while let token = Token(in: text, from: start) {
            start = token.end
            guard let offset = UInt64(token.offset, radix: 16), let size = UInt64(token.size, radix: 16) else {
                continue
            }
            let rest = text[token.end...]
            found.append(
                StackFrame(
                    String(token.name), offset: offset, size: size, module: module(in: rest),
                    role: role(before: text[..<token.name.startIndex]),
                    isReliable: !text[..<token.name.startIndex].hasSuffix("? ") && !rest.hasPrefix(" (unreliable)")))
        }
        return found
    }

    /// Whether the message is a frame of a call trace and nothing else.
    package static func isTraceLine(_ text: Substring) -> Bool {
        guard let token = Token(in: text, from: text.startIndex) else { return false }
        let before = text[..<token.name.startIndex]
        // Addresses, brackets and `?`; arm says who was called before it says from where.
        return before.utf8.allSatisfy { " ?([<>])x".utf8.contains($0) || isHexDigit($0) } || before.hasSuffix(" from ")
            || before.hasSuffix("] (")
    }

    /// ` [module]`, and since 5.15 perhaps ` [module 0123abcd…]`, with the id of its build.
    private static func module(in rest: Substring) -> String? {
        guard rest.hasPrefix(" ["), let close = rest.firstIndex(of: "]") else { return nil }
        let words = rest.dropFirst(2)[..<close].split(separator: " ")
        guard let name = words.first, name.utf8.allSatisfy(Token.isNameByte) else { return nil }
        return String(name)
    }

    private static func role(before text: Substring) -> Role {
        let text = text.drop { $0 == " " }
        for word in ["RIP:", "pc :", "PC is at", "NIP [", "Krnl PSW", "EIP:"] where text.hasPrefix(word) {
            return .counter
        }
        for word in ["lr :", "LR is at", "LR ["] where text.hasPrefix(word) { return .link }
        // `epc : a+0x1/0x2 ra : b+0x1/0x2`, and MIPS has each in a line of its own, with blanks.
        let words = text.split(separator: " ")
        guard let name = words.last(where: { $0 == "epc" || $0 == "ra" }), words.contains(":") else { return .call }
        return name == "epc" ? .counter : .link
    }

    fileprivate static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
    }
}

/// `name+0x12/0x34`.
private struct Token {
    let name: Substring
    let offset: Substring
    let size: Substring
    let end: String.Index

    init?(in text: Substring, from start: String.Index) {
        let bytes = text.utf8
        var index = start
        while let plus = bytes[index...].firstIndex(of: UInt8(ascii: "+")) {
            index = bytes.index(after: plus)
            guard let offset = Self.number(text, index, after: "0x"),
                let size = Self.number(text, offset.endIndex, after: "/0x")
            else { continue }
            let head = bytes[start..<plus].reversed().prefix { Self.isNameByte($0) }
            let begin = bytes.index(plus, offsetBy: -head.count)
            guard begin < plus, bytes[begin] &- UInt8(ascii: "0") > 9 else { continue }
            (name, self.offset, self.size, end) = (text[begin..<plus], offset, size, size.endIndex)
            return
        }
        return nil
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "$"): true
        default: false
        }
    }

    private static func number(_ text: Substring, _ start: String.Index, after mark: String) -> Substring? {
        guard text[start...].hasPrefix(mark) else { return nil }
        let digits = text[start...].dropFirst(mark.count).utf8.prefix { StackFrame.isHexDigit($0) }
        return digits.isEmpty || digits.count > 16 ? nil : Substring(digits)
    }
}
