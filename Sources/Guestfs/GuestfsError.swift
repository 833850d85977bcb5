/// A failed libguestfs call, with libguestfs's own words and the last that its appliance said.
package struct GuestfsError: Error, Sendable, CustomStringConvertible {
    package let call: String
    /// What libguestfs says.
    package let message: String
    /// The errno of the call, or 0 where there is none.
    package let number: Int32
    /// The last lines of the appliance's console and of its QEMU; empty when it said nothing.
    package let log: [String]
    /// Whether our task was cancelled, which is then the reason.
    package let isCancelled: Bool

    package init(call: String, message: String, number: Int32 = 0, log: [String] = [], isCancelled: Bool = false) {
        self.call = call
        self.message = message
        self.number = number
        self.log = log
        self.isCancelled = isCancelled
    }

    package var description: String {
        (["\(call): \(message)"] + log.map { "  appliance: \($0)" }).joined(separator: "\n")
    }
}
