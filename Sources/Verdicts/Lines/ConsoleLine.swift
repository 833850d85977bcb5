/// One line that a console printed.
package struct ConsoleLine: Sendable, Hashable {
    /// Counts from 0, in the order of printing.
    package let number: Int
    /// What the guest sent, to the byte, with the end of the line.
    package let raw: [UInt8]
    /// What a terminal would show: without escape sequences, overwritten text gone, bad UTF-8 replaced.
    package let text: String
    /// Whether the line was cut because it had become too long; the next one goes on with it.
    package let isCut: Bool

    package init(number: Int, raw: [UInt8], text: String, isCut: Bool = false) {
        self.number = number
        self.raw = raw
        self.text = text
        self.isCut = isCut
    }
}
