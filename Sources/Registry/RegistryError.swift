/// A registry that does not give or take what it should.
package struct RegistryError: Error, Sendable {
    /// What is wrong and what to do about it.
    package let message: String
}
