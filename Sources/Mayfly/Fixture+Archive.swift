import FixtureLoading
public import Fixtures

extension Fixture {
    /// A fixture that was read and checked when the program was built; for the code that the plugin FixtureNames makes.
    ///
    /// The plugin reads its text back before it writes it down, so this stops the program only where the text was changed
    /// afterwards, or made by another version of Mayfly.
    public init(archive text: String) {
        do {
            self = try FixtureArchive(text: text).whole
        } catch {
            preconditionFailure("this is not a fixture of this version of Mayfly; build the package again: \(error)")
        }
    }
}
