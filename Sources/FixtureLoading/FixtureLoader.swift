package import Fixtures
import KubeVirt
package import YAML

/// Makes fixtures of files: a `Fixture` with what it extends and its parameters, or a bare `VirtualMachineInstance` as
/// KubeVirt takes it.
package struct FixtureLoader: Sendable {
    /// Where names are looked for; this process's own when nil, looked up when a name is.
    private let search: FixtureSearchPath?

    package init(search: FixtureSearchPath? = nil) { self.search = search }

    package var searchPath: FixtureSearchPath { search ?? .ofThisProcess }

    /// Reads a file: one fixture or machine, and any objects that it names. Relative `source` paths start at the file's
    /// directory.
    package func load(
        path: String, parameters: [String: ParameterValue] = [:]
    ) throws(FixtureError) -> Fixture {
        try load(.path(path), parameters: parameters)
    }

    /// Reads a file, or the one that has a name on the search path.
    package func load(
        _ place: FixtureSource.Place, parameters: [String: ParameterValue] = [:]
    ) throws(FixtureError) -> Fixture {
        try load(searchPath.find(place), parameters: parameters)
    }

    /// Reads a file that was found.
    package func load(
        _ file: FixtureFile, parameters: [String: ParameterValue] = [:]
    ) throws(FixtureError) -> Fixture {
        try fixture(documents(file), parameters, FixtureTrail(file))
    }

    /// Reads the documents of a text; `file` is where it stands.
    package func fixture(
        from bytes: [UInt8], file: String, parameters: [String: ParameterValue] = [:]
    ) throws(FixtureError) -> Fixture {
        let file = FixtureFile.named(file)
        return try fixture(FixtureDocuments(file, bytes), parameters, FixtureTrail(file))
    }

    /// Reads one document; `file` is where it stands.
    package func fixture(
        from node: Node, file: String, parameters: [String: ParameterValue] = [:]
    ) throws(FixtureError) -> Fixture {
        let file = FixtureFile.named(file)
        return try fixture(FixtureDocuments(file: file, node: node), parameters, FixtureTrail(file))
    }

    /// The fixture whose image another one begins with, as seen from the file that says so.
    ///
    /// Loading a fixture does this by itself for its own source, and has circles as errors.
    package func fixture(of source: FixtureSource, in file: String) throws(FixtureError) -> Fixture {
        let origin = FixtureFile.named(file)
        var trail = FixtureTrail(origin)
        return try fixture(of: source, from: origin, &trail)
    }

    func find(_ place: FixtureSource.Place, from file: FixtureFile) throws(FixtureError) -> FixtureFile {
        try searchPath.find(place, from: file)
    }

    func documents(_ file: FixtureFile) throws(FixtureError) -> FixtureDocuments {
        try FixtureDocuments(file, file.bytes(limit: Limits().bytes))
    }

    func fixture(
        of source: FixtureSource, from origin: FixtureFile, _ trail: inout FixtureTrail
    ) throws(FixtureError) -> Fixture {
        let file = try find(source.place, from: origin)
        try trail.enter(file)
        return try fixture(documents(file), source.parameters, trail)
    }
}
