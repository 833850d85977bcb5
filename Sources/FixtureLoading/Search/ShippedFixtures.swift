/// The fixtures that come with Mayfly, in the program itself: they are there wherever it is installed. `Shipped` holds
/// links to the package's own `Fixtures`.
enum ShippedFixtures {
    /// What stands for their directory.
    static let directory = "<mayfly>"

    static let texts: [(name: String, text: [UInt8])] = [
        ("debian-12", PackageResources.debian_12_yaml),
        ("debian-12-full", PackageResources.debian_12_full_yaml),
        ("debian-13", PackageResources.debian_13_yaml),
        ("tiny", PackageResources.tiny_yaml),
    ]

    static func file(_ name: String) -> FixtureFile? {
        texts.first { $0.name == name }.map { FixtureFile(shipped: "\(directory)/\(name).yaml", $0.text) }
    }
}
