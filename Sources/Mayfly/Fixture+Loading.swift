import FixtureLoading
public import Fixtures

extension Fixture {
    /// Reads a fixture, or a bare VirtualMachineInstance, from a YAML or JSON file.
    ///
    /// Unknown fields, wrong values and fields that are not supported yet are errors with file, line, column and path;
    /// so are parameters that it has not, and values that they do not take.
    public init(path: String, parameters: [String: ParameterValue] = [:]) throws(FixtureError) {
        self = try FixtureLoader().load(path: path, parameters: parameters)
    }

    /// Reads the fixture of this name: the first of `MAYFLY_FIXTURE_PATH`, the project's `Fixtures`, the user's and those
    /// that come with Mayfly.
    ///
    /// The project's are in the nearest `Fixtures` directory at or above the current one; the user's in
    /// `$XDG_CONFIG_HOME/mayfly/fixtures`.
    public init(named name: String, parameters: [String: ParameterValue] = [:]) throws(FixtureError) {
        self = try FixtureLoader().load(.name(name), parameters: parameters)
    }
}
