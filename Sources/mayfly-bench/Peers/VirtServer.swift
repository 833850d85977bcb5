/// The words of autopkgtest's virtualisation servers (its README.virtualisation-server): a line each way.
enum VirtServer {
    /// A command as the server reads it.
    enum Request: String, Sendable {
        case open
        case printExecuteCommand = "print-execute-command"
        case quit

        var line: [UInt8] { Array((rawValue + "\n").utf8) }
    }

    /// The words after `ok`, decoded; throws what the server said instead.
    static func words(ofReply line: String) throws(PeerObstacle) -> [String] {
        let words = line.split(separator: " ")
        guard words.first == "ok" else {
            throw PeerObstacle("autopkgtest-virt-qemu answered \"\(line.prefix(200))\" where ok was due")
        }
        return words.dropFirst().map { decoded($0) }
    }

    /// The program to which a command for the guest is appended, with its arguments.
    static func executeCommand(ofReply line: String) throws(PeerObstacle) -> [String] {
        // Only then decoded: an argument may hold a comma.
        guard try words(ofReply: line).first != nil, let list = line.split(separator: " ").dropFirst().first else {
            throw PeerObstacle("autopkgtest-virt-qemu did not say how to run a command: \"\(line.prefix(200))\"")
        }
        return list.split(separator: ",", omittingEmptySubsequences: false).map { decoded($0) }
    }

    /// Takes `%41` for `A`; what is no such escape stays as it is.
    static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = hexadecimal(rest.prefix(2)) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2 else { return nil }
        var value: UInt8 = 0
        for digit in digits {
            guard let number = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            value = value << 4 | UInt8(number)
        }
        return value
    }
}

/// Why a tool has no figures, and what to do about it.
struct PeerObstacle: Error, CustomStringConvertible {
    let description: String

    init(_ text: String, output: [String] = []) {
        description = text + output.suffix(12).map { "\n  | \($0)" }.joined()
    }
}
