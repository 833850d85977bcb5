/// Serves a program that calls its host by semihosting, through QEMU's stub for gdb: what it prints is told, and how it
/// ended. It gets nothing else of the host: no file, no command, and no input.
///
/// The requests are those of the File-I/O extension of gdb's remote protocol (its manual has them under that name); the
/// machine stands still from a request to its answer.
package struct SemihostingSession: Sendable {
    package enum Action: Sendable, Hashable {
        case send([UInt8])
        /// The program wrote this to its standard output or standard error.
        case print([UInt8])
        /// The program ended with this status, of which a byte comes through.
        case ended(Int32)
    }

    /// What is fetched of the program's memory at once: QEMU's packets have room for twice as much.
    static let chunk: UInt64 = 1024

    /// What is still to be fetched of what the program writes.
    private struct Writing {
        var address: UInt64
        var left: UInt64
        let length: UInt64
    }

    /// Numbers of gdb's protocol, in its notation.
    private enum Refusal: String {
        case badDescriptor = "9"
        case denied = "d"
        case badAddress = "e"
        case invalid = "16"
        case noSeeking = "1d"
    }

    private var decoder = RemotePacketDecoder()
    private var writing: Writing?

    package init() {}

    /// Lets the machine, which stands before its first instruction, go on.
    package func begin() -> [Action] { [Self.send("c")] }

    package mutating func feed(_ bytes: [UInt8]) throws(WireError) -> [Action] {
        var actions: [Action] = []
        for packet in try decoder.feed(bytes) {
            actions.append(.send([UInt8(ascii: "+")]))
            actions += take(packet)
        }
        return actions
    }

    private mutating func take(_ packet: String) -> [Action] {
        if packet.hasPrefix("F") {
            return request(packet.dropFirst().split(separator: ",", omittingEmptySubsequences: false))
        }
        if packet.hasPrefix("W") {
            // gdb's own may be followed by the number of a process.
            guard let status = UInt8(packet.dropFirst().prefix(2), radix: 16) else { return [] }
            return [.ended(Int32(status))]
        }
        // That it was stopped by somebody else is his business.
        return writing.map { answer(to: $0, packet) } ?? []
    }

    private mutating func request(_ words: [Substring]) -> [Action] {
        func number(_ index: Int) -> UInt64? { index < words.count ? UInt64(words[index], radix: 16) : nil }
        switch words.first {
        case "write":
            guard let address = number(2), let length = number(3) else { return [Self.refuse(.invalid)] }
            guard let file = number(1), file == 1 || file == 2 else { return [Self.refuse(.badDescriptor)] }
            return fetch(Writing(address: address, left: length, length: length))
        case "read":
            // Its standard input is at its end.
            return [number(1) == 0 ? Self.send("F0") : Self.refuse(.badDescriptor)]
        case "isatty": return [number(1).map { $0 <= 2 } == true ? Self.send("F1") : Self.refuse(.badDescriptor)]
        case "close": return [Self.send("F0")]
        case "lseek": return [Self.refuse(.noSeeking)]
        case "fstat": return [Self.refuse(.badDescriptor)]
        case "open", "unlink", "rename", "stat", "system": return [Self.refuse(.denied)]
        default: return [Self.refuse(.invalid)]
        }
    }

    /// Asks for the next bytes of what the program writes, or answers when all were told.
    private mutating func fetch(_ next: Writing) -> [Action] {
        guard next.left > 0 else {
            writing = nil
            return [Self.send("F" + String(next.length, radix: 16))]
        }
        writing = next
        return [Self.send("m\(String(next.address, radix: 16)),\(String(min(next.left, Self.chunk), radix: 16))")]
    }

    private mutating func answer(to current: Writing, _ packet: String) -> [Action] {
        let bytes = Self.bytes(of: packet)
        guard let bytes, !bytes.isEmpty, UInt64(bytes.count) <= current.left else {
            // A stop that somebody else had is no answer.
            if packet.hasPrefix("T") || packet.hasPrefix("S") { return [] }
            writing = nil
            return [Self.refuse(.badAddress)]
        }
        var next = current
        next.address &+= UInt64(bytes.count)
        next.left -= UInt64(bytes.count)
        return [.print(bytes)] + fetch(next)
    }

    /// Nil where it is no text of bytes, such as an error's `E14`.
    private static func bytes(of text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index..<(index + 2)], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }

    private static func send(_ text: String) -> Action { .send(RemotePacketDecoder.encoded(text)) }

    private static func refuse(_ refusal: Refusal) -> Action { send("F-1,\(refusal.rawValue)") }
}
