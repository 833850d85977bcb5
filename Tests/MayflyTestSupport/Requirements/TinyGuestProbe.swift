import Fixtures
import Images
import MayflyTesting

/// Whether the tiny guest can be made: of a kernel of this host and its busybox.
enum TinyGuestProbe {
    static func obstacle() async -> String? {
        if let obstacle = await Requirement.machines.obstacle() { return obstacle }
        do throws(ImageError) {
            _ = try HostKernel.find(.host)
            _ = try await Busybox.examine(Busybox.usualPath)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
