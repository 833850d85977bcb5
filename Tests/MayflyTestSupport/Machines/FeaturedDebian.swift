/// The Debian with one of everything, for suites that look at it.
package enum FeaturedDebian {
    private static let shared = """
                filesystems:
                  - name: shared
                    virtiofs: {}

        """
    private static let volume = """
              - name: shared
                configMap:
                  name: settings

        """

    /// Its file, changed here and there; without the shared directory where this host can share none.
    package static func file(_ changes: [(String, String)] = []) async throws -> FixtureFile {
        let lacks = await Requirement.sharing.obstacle() == nil ? [] : [(shared, ""), (volume, "")]
        return try FixtureFile(lacks + changes, of: "featured-debian")
    }
}
