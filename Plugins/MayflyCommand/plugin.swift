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
        process.executableURL = try context.tool(named: "mayfly").url
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
}
