/// Cuts a stream into its lines: a watch is one JSON document a line. What has no line end yet is kept, within a bound.
package struct LineSplitter: Sendable {
    package struct TooLong: Error, Sendable, Hashable {
        package let limit: Int
    }

    private var rest: [UInt8] = []
    private let longest: Int

    package init(longest: Int = 16 << 20) { self.longest = longest }

    /// The lines that are whole with these bytes, without their ends and without empty ones.
    package mutating func add(_ bytes: [UInt8]) throws(TooLong) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            guard rest.count + (end - start) <= longest else { throw TooLong(limit: longest) }
            rest += bytes[start..<end]
            if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
            if !rest.isEmpty { lines.append(rest) }
            rest = []
            start = end + 1
        }
        guard rest.count + (bytes.count - start) <= longest else { throw TooLong(limit: longest) }
        rest += bytes[start...]
        return lines
    }
}
