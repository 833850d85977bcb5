import Foundation
import PackagePlugin

/// Checks a package's fixtures, `Fixtures/*.yaml`, while it is built, and makes Swift names of them: `Fixture.debian12`.
@main
struct FixtureNames: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let directory = context.package.directoryURL.appending(path: "Fixtures")
        let output = context.pluginWorkDirectoryURL.appending(path: "FixtureNames.swift")
        // The package manager plans a build anew only when sources come or go, so fixtures as inputs would be those of some
        // earlier day. The command writes its own input instead, so that each build runs it; what it makes is left alone
        // where it would be the same.
        let stamp = context.pluginWorkDirectoryURL.appending(path: "FixtureNames.stamp")
        if !FileManager.default.fileExists(atPath: stamp.path) { try Data().write(to: stamp) }
        return [
            .buildCommand(
                displayName: "Naming the fixtures of \(context.package.displayName)",
                executable: try context.tool(named: "fixture-codegen").url,
                arguments: [output.path, module(for: target), directory.path, stamp.path],
                inputFiles: [stamp],
                outputFiles: [output])
        ]
    }

    /// The products that have Mayfly, those first that name machines in tests.
    private static let products = ["MayflyTesting", "MayflyXCTest", "Mayfly"]

    /// The product by which the target has Mayfly: its own, or that of the nearest target which it is built on.
    private func module(for target: any Target) -> String {
        var seen: Set<String> = []
        var level = [target]
        while !level.isEmpty {
            let dependencies = level.flatMap { $0.dependencies }
            let names = dependencies.compactMap { dependency -> String? in
                if case .product(let product) = dependency { product.name } else { nil }
            }
            if let product = Self.products.first(where: names.contains) { return product }
            let targets = dependencies.compactMap { dependency -> (any Target)? in
                if case .target(let target) = dependency { target } else { nil }
            }
            level = targets.filter { seen.insert($0.id).inserted }
        }
        return "Mayfly"
    }
}
