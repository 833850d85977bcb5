import Fixtures
import GuestHelper
import Guestfs
import Host
import Images
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Customizing

/// The Debian that the shipped fixture builds, under an overlay that a test may change.
enum DebianDisk {
    /// Its path; built where nobody has built it yet.
    static func base() async throws -> String {
        guard case .bootstrap(let source)? = try FixtureFile(of: "debian-12").load().image?.source else {
            throw CustomizeError(.input, "debian-12 is not bootstrapped")
        }
        let directories = HostDirectories.ofThisUser
        try directories.prepare()
        let store = DiskStore(
            directory: directories.images + "/disks",
            builder: BootstrapDiskBuilder(forceEmulation: true, cacheDirectory: directories.cache))
        let image = try await store.image(
            for: source, architecture: DiskStore.hostArchitecture,
            helper: HelperBinary(buildID: GuestHelper.buildID) { GuestHelper.bytes }
        ) { _ in }
        return image.path
    }

    static func overlay(in scratch: Scratch, size: String? = nil) async throws -> String {
        let path = scratch("disk.qcow2")
        try await qemuImage(["create", "-q", "-f", "qcow2", "-b", try await base(), "-F", "qcow2", path])
        if let size { try await qemuImage(["resize", "-q", path, size]) }
        return path
    }

    static func qemuImage(_ arguments: [String]) async throws {
        let program = try #require(FileSystem.program("qemu-img"))
        let result = try await Child.run(program, arguments, limit: .seconds(60))
        #expect(result.end == .exited(0), "\(result.output)")
    }

    /// Runs a body with a launched appliance that has the disk.
    static func withAppliance<Value: Sendable>(
        _ disk: String, network: Bool, _ body: (Appliance) async throws -> Value
    ) async throws -> Value {
        let settings = ApplianceSettings(
            forceEmulation: true, temporaryDirectory: "/tmp", cacheDirectory: HostDirectories.ofThisUser.cache,
            network: network)
        return try await Guestfs.withAppliance(settings) { appliance in
            try await appliance.addDisk(disk, format: "qcow2")
            try await appliance.launch()
            return try await body(appliance)
        }
    }
}
