import FixtureLoading
package import Fixtures
import Host

/// A shipped fixture, the tiny one unless said otherwise, as a file of a test's own, changed here and there, under a name that no other test has.
package struct FixtureFile: Sendable {
    package let name: String
    package let scratch: Scratch
    package var path: String { scratch("fixture.yaml") }

    /// Replaces each text with another; one that is not in the fixture is an error of the test.
    package init(_ changes: [(String, String)] = [], of base: String = "tiny") throws {
        name = "bad-\(UInt32.random(in: 100_000...999_999))"
        scratch = Scratch("fixture")
        let places = ["/Fixtures/", "/Tests/MayflyTestSupport/Machines/"]
        guard var text = places.lazy.compactMap({ FileSystem.text(TestHost.package + $0 + base + ".yaml") }).first
        else {
            throw Missing(text: "\(base).yaml")
        }
        // What a test boots is its own business; forks have suites of their own.
        text = text.replacing("\nforkable: true\n", with: "\n")
        for (old, new) in changes + [("  name: \(base)\n", "  name: \(name)\n")] {
            guard text.contains(old) else { throw Missing(text: old) }
            text = text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
        }
        try scratch.write("fixture.yaml", text)
    }

    package func load() throws -> Fixture {
        try withExtendedLifetime(scratch) { try FixtureLoader().load(path: path) }
    }

    private struct Missing: Error {
        let text: String
    }

    /// Directories and processes of machines of this name.
    package func leftovers(in runtime: String = HostDirectories.ofThisUser.runtime) -> [String] {
        let machines = HostDirectories(runtime: runtime, cache: "/").machines
        let directories = FileSystem.names(in: machines).filter {
            Lease.load(from: machines + "/" + $0)?.machine == name
        }
        let processes = ProcessTable.processes { words in
            words.contains { $0.hasPrefix("guest=mayfly-") && $0.contains(name) }
        }
        return directories + processes.filter(\.isAlive).map { "process \($0.pid)" }
    }
}
