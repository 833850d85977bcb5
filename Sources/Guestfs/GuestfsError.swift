/// A failed libguestfs call, with libguestfs's own words.
package struct GuestfsError: Error, Sendable, CustomStringConvertible {
    package let call: String
    package let message: String

    package init(call: String, message: String) {
        self.call = call
        self.message = message
    }

    package var description: String { "\(call): \(message)" }
}
