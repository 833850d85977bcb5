/// Names and numbers of a passwd(5) or group(5) file.
struct Accounts: Sendable, Hashable {
    private let numbers: [String: UInt32]

    init(_ text: String) {
        var numbers: [String: UInt32] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count > 2, let number = UInt32(fields[2]) else { continue }
            // The first of a name counts.
            if numbers[String(fields[0])] == nil { numbers[String(fields[0])] = number }
        }
        self.numbers = numbers
    }

    func number(of name: String) -> UInt32? { numbers[name] }
}
