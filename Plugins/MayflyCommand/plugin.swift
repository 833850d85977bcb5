import Foundation
import PackagePlugin

/// `swift package mayfly …`: the command of the very version that the package depends on, in the package's directory.
@main
struct MayflyCommand: CommandPlugin {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func performCommand(context: PluginContext, arguments: [String]) async throws {
        let process = Process()
        process.executableURL = try command()
        process.arguments = arguments
        process.currentDirectoryURL = context.package.directoryURL
        try process.run()
        process.waitUntilExit()
        guard process.terminationReason == .exit else {
            throw Failure(description: "mayfly was ended by signal \(process.terminationStatus)")
        }
        // The package manager's own status is 1, whatever this one is.
        guard process.terminationStatus == 0 else {
            throw Failure(description: "mayfly exited with \(process.terminationStatus)")
        }
    }

    /// The command, built now. As a tool that the plugin depends on, all of Mayfly would be built a second time whenever
    /// anything of this package is: the package manager keeps what runs on the host apart.
    private func command() throws -> URL {
        let build = try packageManager.build(
            .product("mayfly"), parameters: .init(configuration: .inherit, echoLogs: true))
        guard build.succeeded else { throw Failure(description: "mayfly was not built, as the lines above tell") }
        let made = build.builtArtifacts.first { $0.kind == .executable && $0.url.lastPathComponent == "mayfly" }
        guard let made else { throw Failure(description: "the build of mayfly has no program of that name") }
        return made.url
    }
}
