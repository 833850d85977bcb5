/// A line of source code that a frame stands for.
package struct SourcePlace: Sendable, Hashable, Codable {
    package var function: String
    package var file: String
    package var line: Int

    package init(_ function: String, file: String, line: Int) {
        self.function = function
        self.file = file
        self.line = line
    }
}

extension SourcePlace: CustomStringConvertible {
    package var description: String { "\(file):\(line)" }
}

/// What `addr2line -a -f -i` says: after each address pairs of lines, a function and its place; inlined ones first.
enum AddressLines {
    static func places(in output: String) -> [UInt64: [SourcePlace]] {
        var found: [UInt64: [SourcePlace]] = [:]
        var address: UInt64?
        var function: Substring?
        for line in output.split(separator: "\n") {
            if line.hasPrefix("0x"), let value = UInt64(line.dropFirst(2), radix: 16) {
                (address, function) = (value, nil)
            } else if let name = function {
                function = nil
                // "/src/a.c:12 (discriminator 3)"; "??:0" where nothing is known.
                let place = line.firstRange(of: " (discriminator ").map { line[..<$0.lowerBound] } ?? line
                guard let address, let colon = place.lastIndex(of: ":"), let number = Int(place[colon...].dropFirst()),
                    number > 0, !place.hasPrefix("??:")
                else { continue }
                found[address, default: []].append(
                    SourcePlace(String(name), file: String(place[..<colon]), line: number))
            } else {
                function = line
            }
        }
        return found
    }
}
