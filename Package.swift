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
            exclude: [String] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: rules,
            plugins: plugins)
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
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
]

let values: [Target] = [
    module("KubeVirt"),
    module("Fixtures", ["KubeVirt"]),
    module("Lifecycle"),
    module("Verdicts"),
    module("DomainXML", ["KubeVirt"]),
]

let wrappers: [Target] = [
    module("Offload", ["CLinux"]),
    module("Archive", ["CArchive", "Offload"]),
    module("Libvirt", ["CLibvirt", "Offload"]),
    module("Host", ["CLinux", "Libvirt", "Lifecycle", "Offload"]),
]

let ports: [Target] = [
    module("Machines"),
]

let live: [Target] = [
    module("Images", ["Archive", "CCrypto", "CLinux", "Fixtures", "Host", "Offload"], resources: [.embedInCode("Guest")]),
]

let programs: [Target] = [
]

let testing: [Target] = [
    tests("DomainXML", ["KubeVirt"]),
    tests("Verdicts"),
    tests("Archive"),
    tests("Images", ["Archive", "Fixtures", "Host"]),
    .target(name: "FuzzTargets", dependencies: ["Images", "Verdicts"], path: "Tests/FuzzTargets",
            swiftSettings: rules),
]

let package = Package(
    name: "mayfly",
    products: [
    ],
    targets: c + values + wrappers + ports + live + programs + testing
)
