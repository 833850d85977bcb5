/// A value that a parameter does not take.
package struct ParameterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to give instead.
    package var message: String

    package var description: String { message }
}
