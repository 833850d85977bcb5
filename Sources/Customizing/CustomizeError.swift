/// A step that could not be done.
package struct CustomizeError: Error, Sendable {
    /// What is wrong and what to do about it.
    package let message: String
}
