// swift-tools-version: 6.2
import PackageDescription

// A package as who only uses clusters has it: Mayfly without its traits, and so without libvirt and libguestfs. ci/light
// builds and runs it.
let package = Package(
    name: "light-suite",
    dependencies: [.package(name: "mayfly", path: "../..", traits: [])],
    targets: [
        .testTarget(
            name: "LightTests",
            dependencies: [
                .product(name: "MayflyTesting", package: "mayfly"), .product(name: "MayflyXCTest", package: "mayfly"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .treatAllWarnings(as: .error),
            ],
            plugins: [.plugin(name: "FixtureNames", package: "mayfly")])
    ]
)
