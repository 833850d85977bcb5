import FixtureLoading
public import Fixtures

extension Fixture {
    /// Reads a fixture, or a bare VirtualMachineInstance, from a YAML or JSON file.
    ///
    /// Unknown fields, wrong values and fields that are not supported yet are errors with file, line, column and path.
    public init(path: String) throws(FixtureError) {
        self = try FixtureLoader().load(path: path)
    }
}
