/// A request that was not answered as it should be.
package struct HTTPError: Error, Sendable {
    /// What is wrong and what to do about it.
    package let message: String
}
