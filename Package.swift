// swift-tools-version: 6.2
import PackageDescription

/// Every target is built with the same rules (CONTRIBUTING.md, "Arrows").
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = [],
            exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: rules, plugins: plugins)
}

func program(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: rules)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude, swiftSettings: rules)
}

// Rows of the table in CONTRIBUTING.md: a row imports only from rows above it.
let c: [Target] = [
    .target(name: "CLinux"),
    .systemLibrary(name: "CLibvirt", pkgConfig: "libvirt", providers: [.apt(["libvirt-dev"])]),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
]

let values: [Target] = [
    module("Verdicts"),
]

let wrappers: [Target] = [
    module("Offload", ["CLinux"]),
    module("Libvirt", ["CLibvirt", "Offload"]),
    module("Archive", ["CArchive", "Offload"]),
]

let ports: [Target] = [
    module("Machines"),
]

let live: [Target] = [
]

let programs: [Target] = [
]

let testing: [Target] = [
    tests("Verdicts"),
    tests("Archive"),
]

let package = Package(
    name: "mayfly",
    products: [
    ],
    targets: c + values + wrappers + ports + live + programs + testing
)
