/// An image that is not what it should be, or cannot be read.
package struct DiskFormatError: Error, Sendable {
    /// What is wrong and what to do about it.
    package let message: String
}
