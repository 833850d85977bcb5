import Foundation
import PackagePlugin

/// Builds the helper's C files with the host's C compiler and hands the program to Swift as a source file.
@main
struct EmbedGuestHelper: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let module = target.sourceModule else { return [] }
        let guest = module.directoryURL.appending(path: "guest")
        let files = try FileManager.default.contentsOfDirectory(at: guest, includingPropertiesForKeys: nil)
            .filter { ["c", "h"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "GuestHelperProgram.swift")
        return [
            .buildCommand(
                displayName: "Building the guest helper",
                executable: try context.tool(named: "guest-helper-embed").url,
                arguments: [output.path] + files.map(\.path),
                inputFiles: files,
                outputFiles: [output])
        ]
    }
}
