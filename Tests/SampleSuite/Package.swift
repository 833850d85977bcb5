// swift-tools-version: 6.2
import PackageDescription

// A package as a user of Mayfly's has it: a hundred tests, each in a machine of its own, and a tour of what else a test
// can have. ci/sample runs it.
let tests: (String) -> Target = { name in
    .testTarget(
        name: name, dependencies: [.product(name: "MayflyTesting", package: "mayfly")],
        swiftSettings: [
            .swiftLanguageMode(.v6), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ],
        // Fixtures/*.yaml are checked while this is built, and have names in Swift.
        plugins: [.plugin(name: "FixtureNames", package: "mayfly")])
}

let package = Package(
    name: "sample-suite",
    dependencies: [.package(name: "mayfly", path: "../..")],
    targets: [
        tests("SampleTests"), tests("TourTests"),
    ]
)
