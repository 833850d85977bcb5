import Host

/// A kernel with more than a cloud's has: Debian's own, as a package that `ci/kernel` has fetched.
package enum FullKernel {
    /// The package; nil where there is none.
    package static let package: String? = {
        let directory = TestHost.package + "/.build/packages"
        return FileSystem.names(in: directory).filter { $0.hasPrefix("linux-image-") && $0.hasSuffix(".deb") }.sorted()
            .last
            .map { "\(directory)/\($0)" }
    }()

    static func obstacle() async -> String? {
        guard package != nil else { return "there is no package of a full kernel in .build/packages; run: ci/kernel" }
        return await TinyGuestProbe.obstacle()
    }
}
