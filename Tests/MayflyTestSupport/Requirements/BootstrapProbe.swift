import Fixtures
import Host
import Images
import LocalProvider

/// Whether a distribution can be built here; building one to find out would take as long as the tests.
enum BootstrapProbe {
    static func obstacle() async -> String? {
        for program in ["mmdebstrap", "supermin", "qemu-img"] {
            if let obstacle = MachineProbe.obstacle(program: program) { return obstacle }
        }
        return (await SubordinateIDs.obstacle() ?? ApplianceKernel.obstacle()).map(\.message)
    }

    /// A disk that was built before will do for tests that only boot it.
    static func diskObstacle() async -> String? {
        let disks = HostDirectories.ofThisUser.images + "/disks"
        guard FileSystem.names(in: disks).contains(where: { $0.hasSuffix(".qcow2") }) else { return await obstacle() }
        // Most of them have steps done on it, by an appliance that boots a kernel of this host.
        do throws(ImageError) { _ = try HostKernel.find(.host) } catch { return error.message }
        return nil
    }
}
