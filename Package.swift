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
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
]

let guest: [Target] = [
    program("guest-helper-embed"),
    .plugin(name: "EmbedGuestHelper", capability: .buildTool(), dependencies: ["guest-helper-embed"]),
    module("GuestHelper", plugins: ["EmbedGuestHelper"], exclude: ["guest"]),
]

let values: [Target] = [
    module("KubeVirt"),
    module("Fixtures", ["KubeVirt"]),
    module("Lifecycle", ["Fixtures", "KubeVirt"]),
    module("Verdicts"),
    module("Wire", exclude: ["README.md"]),
    module("DomainXML", ["KubeVirt"]),
]

let wrappers: [Target] = [
    module("Offload", ["CLinux"]),
    module("YAML", ["CYAML", "KubeVirt"]),
    module("Libvirt", ["CLibvirt", "Offload"]),
    module("Host", ["CLinux", "Libvirt", "Lifecycle", "Offload"]),
]

let ports: [Target] = [
    module("Machines", ["Fixtures", "KubeVirt", "Lifecycle", "Offload", "Verdicts"]),
]

let live: [Target] = [
    module("FixtureLoading", ["Fixtures", "KubeVirt", "YAML"]),
]

let programs: [Target] = [
]

let testing: [Target] = [
    tests("GuestHelper", ["Wire"]),
    tests("Wire"),
    tests("DomainXML", ["KubeVirt"]),
]

let package = Package(
    name: "mayfly",
    products: [
    ],
    targets: c + guest + values + wrappers + ports + live + programs + testing
)
