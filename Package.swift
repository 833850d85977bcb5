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

func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = [],
    exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: rules,
        plugins: plugins)
}

/// Modules that stand on libvirt and libguestfs; who only uses a cluster takes Mayfly without the trait.
func local(_ names: String...) -> [Target.Dependency] {
    names.map { .target(name: $0, condition: .when(traits: ["Local"])) }
}

func program(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, exclude: [String] = []
) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, exclude: exclude, swiftSettings: rules)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude, swiftSettings: rules
    )
}

/// Tests of more than one module.
func suite(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: rules)
}

// Rows of the table in CONTRIBUTING.md: a row imports only from rows above it.
let c: [Target] = [
    .target(name: "CLinux"),
    .target(name: "CTerminal"),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CGuestfs", pkgConfig: "libguestfs", providers: [.apt(["libguestfs-dev"])]),
    .systemLibrary(name: "CLibvirt", pkgConfig: "libvirt-qemu", providers: [.apt(["libvirt-dev"])]),
    .systemLibrary(name: "CSSH", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
]

let guest: [Target] = [
    program("guest-helper-embed"),
    .plugin(name: "EmbedGuestHelper", capability: .buildTool(), dependencies: ["guest-helper-embed"]),
    module("GuestHelper", plugins: ["EmbedGuestHelper"], exclude: ["fuzz", "guest"]),
]

let values: [Target] = [
    module("Base64"),
    module("JUnit"),
    module("ShellWords"),
    module("Spelling"),
    module("KubeVirt", ["Base64", "Spelling"]),
    module("Fixtures", ["KubeVirt"]),
    module("Lifecycle", ["Fixtures", "KubeVirt"]),
    module("Verdicts", ["JUnit", "Spelling"]),
    module("Wire", ["Base64"], exclude: ["README.md"]),
    module("DomainXML", ["KubeVirt"]),
    module("Seeds", ["Base64", "KubeVirt"]),
]

let wrappers: [Target] = [
    module("Offload", ["CLinux"]),
    module("Digests", ["CCrypto", "Offload"]),
    module("Archive", ["CArchive", "CLinux", "CZlib", "Offload"]),
    module("YAML", ["CYAML", "KubeVirt", "Spelling"]),
    module("Libvirt", ["CLibvirt", "Offload"]),
    module("Guestfs", ["CGuestfs", "CLinux", "Offload"]),
    module("HTTP", ["Base64", "CCurl", "CLinux", "Digests", "Offload", "Wire"]),
    module("SSH", ["CCrypto", "CLinux", "CSSH", "Offload"]),
    module("Host", ["CLinux", "KubeVirt", "Lifecycle", "Offload"]),
    module("LibvirtDaemon", ["CLinux", "Host", "Libvirt", "Offload"]),
    module("Symbols", ["Host", "Offload", "Verdicts"]),
    module("Terminal", ["CLinux", "CTerminal", "ShellWords", "Spelling"]),
]

let ports: [Target] = [
    module("Machines", ["Fixtures", "KubeVirt", "Lifecycle", "Offload", "ShellWords", "Verdicts"])
]

let live: [Target] = [
    module("Kubeconfig", ["Base64", "CLinux", "Host", "KubeVirt", "Offload", "Spelling", "YAML"]),
    module("Kubernetes", ["HTTP", "Host", "KubeVirt", "Kubeconfig", "Offload"]),
    module("Manifests", ["KubeVirt", "Spelling", "YAML"]),
    module("Conformance", ["DomainXML", "KubeVirt", "Manifests", "YAML"]),
    module(
        "FixtureLoading", ["Fixtures", "KubeVirt", "Seeds", "Spelling", "YAML"],
        resources: [.embedInCode("Shipped")]),
    module("DiskFormats", ["Archive", "CLinux", "Digests", "Host", "Offload", "Spelling"]),
    module("Registry", ["Archive", "Base64", "CLinux", "Digests", "HTTP", "Host", "Offload", "YAML"]),
    module(
        "Customizing",
        ["Archive", "Base64", "Fixtures", "Guestfs", "Host", "KubeVirt", "Offload", "ShellWords", "Wire"]),
    module(
        "Images",
        [
            "Archive", "CLinux", "Customizing", "Digests", "DiskFormats", "Fixtures", "Guestfs", "HTTP", "Host",
            "KubeVirt", "Lifecycle", "Offload", "Registry", "Spelling", "Wire", "YAML",
        ],
        resources: [.embedInCode("Guest")]),
    module("Channels", ["CLinux", "Fixtures", "KubeVirt", "Machines", "Offload", "SSH", "Wire"]),
    module(
        "ClusterProvider",
        [
            "Base64", "CLinux", "Channels", "Digests", "Fixtures", "HTTP", "Host", "KubeVirt", "Kubeconfig",
            "Kubernetes", "Lifecycle", "Machines", "Offload", "SSH", "Seeds", "Verdicts", "Wire",
        ]),
    module(
        "LocalProvider",
        [
            "Archive", "CLinux", "Channels", "Customizing", "Digests", "DiskFormats", "DomainXML", "Fixtures",
            "GuestHelper", "Guestfs", "Host", "Images", "KubeVirt", "Libvirt", "LibvirtDaemon", "Lifecycle", "Machines",
            "Offload", "SSH", "Seeds", "Wire",
        ]),
    module(
        "HostImages",
        ["ClusterProvider", "Fixtures", "Host", "Images", "KubeVirt", "LocalProvider", "Machines", "Offload"]),
    module("Provenance", ["Fixtures", "KubeVirt", "Machines", "YAML"]),
    module(
        "Boots",
        [
            "Archive", "CLinux", "Digests", "DomainXML", "Fixtures", "Host", "Images", "KubeVirt", "Lifecycle",
            "LocalProvider", "Machines", "Offload", "Provenance", "ShellWords", "Spelling", "Symbols", "Verdicts",
            "Wire",
        ]),
]

let programs: [Target] = [
    module(
        "Mayfly",
        [
            "Channels", "ClusterProvider", "FixtureLoading", "Fixtures", "Host", "KubeVirt", "Kubeconfig",
            "Kubernetes", "Lifecycle", "Machines", "Offload", "Wire",
        ] + local("Boots", "HostImages", "LocalProvider")),
    module("MayflyTesting", ["Fixtures", "Host", "KubeVirt", "Machines", "Mayfly", "Offload"]),
    module("MayflyXCTest", ["Fixtures", "Machines", "Mayfly", "MayflyTesting"]),
    program("fixture-codegen", ["FixtureLoading", "Fixtures"]),
    .plugin(name: "FixtureNames", capability: .buildTool(), dependencies: ["fixture-codegen"]),
    .plugin(
        name: "MayflyCommand",
        capability: .command(
            intent: .custom(verb: "mayfly", description: "Runs the command mayfly: images, machines, tests."),
            permissions: [
                .writeToPackageDirectory(reason: "Reports, artifacts and copies go where the command line says."),
                .allowNetworkConnections(
                    scope: .all(), reason: "Images come from the web, registries and package archives."),
            ])),
    program("kubevirt-codegen", ["YAML"], exclude: ["additions.yaml", "notes.yaml", "vocabulary.yaml"]),
    program(
        "mayfly",
        [
            "Boots", "ClusterProvider", "Customizing", "FixtureLoading", "Fixtures", "Host", "Images", "JUnit",
            "KubeVirt", "LocalProvider", "Machines", "Manifests", "Mayfly", "Offload", "Provenance", "Symbols",
            "Terminal", "Verdicts", "YAML",
        ]),
    program("mayfly-conformance", ["Conformance", "DomainXML", "KubeVirt", "Manifests", "YAML"]),
    module(
        "ClusterWork",
        [
            "ClusterProvider", "Fixtures", "HTTP", "Host", "KubeVirt", "Kubeconfig", "Kubernetes", "Machines",
            "Offload",
        ]),
    program("cluster-worker", ["ClusterWork"]),
    program(
        "mayfly-bench",
        [
            "Boots", "CLinux", "Channels", "ClusterProvider", "ClusterWork", "Digests", "DiskFormats", "DomainXML",
            "Fixtures", "HTTP", "Host", "Images", "KubeVirt", "Kubeconfig", "Kubernetes", "Libvirt", "LibvirtDaemon",
            "Lifecycle", "LocalProvider", "Machines", "Manifests", "Mayfly", "Offload", "ShellWords", "Terminal",
            "Wire", "YAML",
        ]),
]

let testing: [Target] = [
    .target(
        name: "GuestHelperTestSupport", dependencies: ["GuestHelper", "Wire"], path: "Tests/GuestHelperTestSupport",
        swiftSettings: rules),
    .target(name: "CTerminalTestSupport", dependencies: ["CTerminal"], path: "Tests/CTerminalTestSupport"),
    .target(
        name: "MayflyTestSupport",
        dependencies: [
            "Base64", "CLinux", "ClusterProvider", "Digests", "FixtureLoading", "Fixtures", "HTTP", "Host", "Images",
            "KubeVirt", "Kubeconfig", "Kubernetes", "LibvirtDaemon", "Lifecycle", "LocalProvider", "Machines", "Mayfly",
            "MayflyTesting", "Offload", "Registry", "Wire",
        ], path: "Tests/MayflyTestSupport",
        exclude: [
            "Machines/customized", "Machines/customized-debian.yaml", "Machines/featured-debian.yaml",
            "Machines/seeded-debian.yaml",
        ],
        swiftSettings: rules),
    .target(
        name: "FuzzTargets",
        dependencies: [
            "Base64", "Digests", "DiskFormats", "DomainXML", "FixtureLoading", "Fixtures", "HTTP", "Host", "Images",
            "JUnit", "KubeVirt", "Kubeconfig", "Kubernetes", "Machines", "Manifests", "Provenance", "Registry", "Seeds",
            "Verdicts", "Wire", "YAML",
        ],
        path: "Tests/FuzzTargets", swiftSettings: rules),
    .target(name: "KubeVirtSamples", path: "Tests/KubeVirtSamples", swiftSettings: rules),
    tests("Archive"),
    tests("Base64"),
    .testTarget(
        name: "BadInputTests", dependencies: ["Host", "MayflyTestSupport", "Offload", "mayfly"], swiftSettings: rules),
    tests(
        "Boots",
        [
            "Archive", "CLinux", "Fixtures", "Host", "JUnit", "KubeVirt", "Lifecycle", "Machines", "MayflyTestSupport",
            "Offload", "Provenance", "Symbols", "Terminal", "Verdicts", "mayfly",
        ]),
    tests(
        "Channels",
        [
            "CLinux", "Fixtures", "GuestHelperTestSupport", "Kubernetes", "Machines", "MayflyTestSupport", "Offload",
            "SSH", "Wire",
        ]),
    tests(
        "ClusterProvider",
        [
            "Base64", "Fixtures", "HTTP", "KubeVirt", "Kubeconfig", "Kubernetes", "Lifecycle", "Machines",
            "MayflyTestSupport", "Offload", "Seeds",
        ]),
    tests("Conformance", ["DomainXML", "Fixtures", "KubeVirt", "KubeVirtSamples", "Manifests", "YAML"]),
    tests(
        "Customizing",
        [
            "Base64", "Fixtures", "GuestHelper", "Guestfs", "Host", "Images", "KubeVirt", "MayflyTestSupport",
        ], exclude: ["Commands/Golden", "Packages/Golden", "Steps/Golden"]),
    tests("Digests", ["Host", "MayflyTestSupport", "host-test-parent"]),
    tests("DiskFormats", ["CLinux", "Digests", "Host", "MayflyTestSupport", "Offload"]),
    tests(
        "DomainXML", ["Conformance", "FixtureLoading", "Fixtures", "Host", "KubeVirt", "Libvirt", "YAML"],
        exclude: ["Golden"]),
    .testTarget(
        name: "FixtureCodegenTests", dependencies: ["FixtureLoading", "MayflyTestSupport", "fixture-codegen"],
        exclude: ["Golden"], swiftSettings: rules),
    tests("FixtureLoading", ["Fixtures", "KubeVirt", "Seeds", "YAML"]),
    tests("Fixtures", ["KubeVirt"]),
    tests("FuzzTargets", ["Wire"]),
    tests("GuestHelper", ["GuestHelperTestSupport", "MayflyTestSupport", "Wire"]),
    program(
        "image-test-builder", ["Customizing", "Fixtures", "GuestHelper", "Guestfs", "Host", "Images"],
        path: "Tests/ImageTestBuilder"),
    program("pool-test-holder", ["FixtureLoading", "Mayfly"], path: "Tests/PoolTestHolder"),
    program("host-test-parent", ["Digests", "Host", "Libvirt", "LibvirtDaemon"], path: "Tests/HostTestParent"),
    tests("Guestfs", ["CGuestfs", "Host", "MayflyTestSupport", "Offload"]),
    tests("HTTP", ["Digests", "Host", "MayflyTestSupport", "Offload", "Wire"]),
    tests("Host", ["CLinux", "Lifecycle", "MayflyTestSupport", "Offload", "host-test-parent"]),
    tests(
        "Images",
        [
            "Archive", "CLinux", "Customizing", "Digests", "DiskFormats", "FixtureLoading", "Fixtures", "GuestHelper",
            "Guestfs", "HTTP", "Host", "KubeVirt", "MayflyTestSupport", "Offload", "Registry", "image-test-builder",
        ]),
    tests("JUnit", ["Host", "MayflyTestSupport"]),
    tests("KubeVirt", ["YAML"]),
    tests("Kubeconfig", ["Base64", "Host", "KubeVirt", "MayflyTestSupport", "YAML"]),
    tests("Kubernetes", ["HTTP", "Host", "KubeVirt", "Kubeconfig", "MayflyTestSupport", "Offload"]),
    suite(
        "LeftoverMachineTests",
        [
            "CLinux", "Fixtures", "Host", "Images", "LibvirtDaemon", "Lifecycle", "LocalProvider", "MayflyTestSupport",
            "Offload", "image-test-builder", "mayfly", "pool-test-holder",
        ]),
    tests("Libvirt", ["CLibvirt"]),
    tests("LibvirtDaemon", ["CLinux", "Host", "Libvirt", "MayflyTestSupport", "host-test-parent"]),
    tests("Lifecycle", ["Fixtures"]),
    tests(
        "LocalProvider",
        [
            "CLinux", "DomainXML", "Fixtures", "Host", "Images", "KubeVirt", "Lifecycle", "Machines",
            "MayflyTestSupport",
        ]),
    suite(
        "LocalProviderMachineTests",
        [
            "CLinux", "Channels", "Digests", "DomainXML", "FixtureLoading", "Fixtures", "Host", "Images", "KubeVirt",
            "KubeVirtSamples", "LibvirtDaemon", "Lifecycle", "LocalProvider", "Machines", "Mayfly", "MayflyTestSupport",
            "MayflyTesting", "Offload",
            "SSH", "Wire", "mayfly",
        ]),
    tests("Machines", ["Fixtures", "KubeVirt", "MayflyTestSupport", "Offload"]),
    suite(
        "ManifestCommandTests",
        [
            "Host", "KubeVirt", "KubeVirtSamples", "LibvirtDaemon", "LocalProvider", "MayflyTestSupport", "YAML",
            "mayfly",
        ]),
    tests("Manifests", ["KubeVirt", "YAML"]),
    tests("Mayfly", ["Fixtures", "Machines", "MayflyTestSupport"]),
    tests("MayflyTestSupport", ["Fixtures", "Host"]),
    tests("MayflyTesting", ["Host", "Fixtures", "Machines", "MayflyTestSupport", "Offload"]),
    .testTarget(
        name: "EitherPlaceTests", dependencies: ["MayflyTesting", "Offload", "stand-in-cluster"],
        exclude: ["either-place.yaml"], swiftSettings: rules),
    program("stand-in-cluster", ["Host", "MayflyTestSupport", "Offload"], path: "Tests/StandInCluster"),
    tests("MayflyXCTest", ["Fixtures", "Machines", "MayflyTestSupport", "MayflyTesting"]),
    tests("Offload", ["CLinux", "MayflyTestSupport"]),
    suite(
        "TestCommandTests",
        [
            "CLinux", "ClusterProvider", "FixtureLoading", "Fixtures", "Host", "JUnit", "KubeVirt", "Machines",
            "MayflyTestSupport", "Offload", "Terminal", "mayfly",
        ]),
    suite("DocumentationTests", ["Host", "MayflyTestSupport", "Terminal", "mayfly"]),
    suite(
        "BenchmarkTests",
        [
            "ClusterProvider", "ClusterWork", "Host", "KubeVirt", "Kubernetes", "Machines", "Mayfly",
            "MayflyTestSupport", "Offload", "ShellWords", "Terminal", "mayfly-bench",
        ]),
    tests("Provenance", ["KubeVirt", "Machines"]),
    tests("Registry", ["Archive", "CLinux", "Digests", "HTTP", "Host", "MayflyTestSupport", "Offload"]),
    tests("SSH", ["MayflyTestSupport", "Offload"]),
    tests("Seeds", ["KubeVirt"]),
    tests("Spelling"),
    tests("Symbols", ["Host", "MayflyTestSupport", "Verdicts"]),
    tests("Terminal", ["CTerminalTestSupport", "ShellWords"]),
    tests("Verdicts", ["JUnit", "MayflyTestSupport"], exclude: ["Streams/Golden"]),
    tests("Wire"),
    tests("YAML", ["KubeVirt", "KubeVirtSamples"]),
]

let package = Package(
    name: "mayfly",
    products: [
        .library(name: "Mayfly", targets: ["Mayfly"]),
        .library(name: "MayflyTesting", targets: ["MayflyTesting"]),
        .library(name: "MayflyXCTest", targets: ["MayflyXCTest"]),
        .executable(name: "mayfly", targets: ["mayfly"]),
        .plugin(name: "FixtureNames", targets: ["FixtureNames"]),
        .plugin(name: "MayflyCommand", targets: ["MayflyCommand"]),
    ],
    traits: [
        .trait(
            name: "Local", description: "Machines on this host, and images made here: needs libvirt and libguestfs."),
        .default(enabledTraits: ["Local"]),
    ],
    targets: c + guest + values + wrappers + ports + live + programs + testing
)
