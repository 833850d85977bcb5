package import Fixtures
import FoundationEssentials
import Host

/// Another process that makes an image, `image-test-builder`; it stops at a moment of the test's choice.
package struct ImageTestBuilder: Sendable {
    /// The store's directory.
    package let store: String
    private let recipe: String
    /// Directories for the appliance's sockets and for the appliance; needed where there are steps.
    private let appliance: (runtime: String, cache: String)?

    private static let program: String = {
        let own = FileSystem.linkTarget("/proc/self/exe") ?? ""
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/image-test-builder"
    }()

    /// The recipe is written to a file of this path.
    package init(
        store: String, recipe: ImageRecipe, at path: String, appliance: (runtime: String, cache: String)? = nil
    ) throws {
        (self.store, self.recipe, self.appliance) = (store, path, appliance)
        try FileSystem.write(Array(JSONEncoder().encode(recipe)), to: path)
    }

    /// Starts it. `moment`: where it stops, as its source says; to its end when nil.
    package func start(stoppingAt moment: String? = nil) throws -> Caller {
        var words = [Self.program, store, recipe, moment ?? ""]
        if let appliance { words += [appliance.runtime, appliance.cache] }
        return try Caller(words, environment: ["PATH": ProcessEnvironment.current["PATH"] ?? "/usr/bin:/bin"])
    }

    /// Runs it to its end, and gives what it said.
    package func run() async throws -> (status: Int32, output: String) {
        let caller = try start()
        return (await caller.end(), caller.output)
    }
}
