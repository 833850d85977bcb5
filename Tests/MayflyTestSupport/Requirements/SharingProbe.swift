import LocalProvider

/// Whether this user may share directories with guests.
enum SharingProbe {
    static func readOnlyObstacle() async -> String? {
        do {
            return try await TestHost.provider().obstacle(to: .virtiofs)
        } catch {
            return "\(error)"
        }
    }

    static func obstacle() async -> String? {
        do {
            return try await TestHost.provider().sharingObstacle()
        } catch {
            return "\(error)"
        }
    }
}
