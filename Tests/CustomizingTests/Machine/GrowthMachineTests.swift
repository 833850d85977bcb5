import Guestfs
import MayflyTestSupport
import Testing

@testable import Customizing

@Suite(.serialized, .requires(.machines, .distributions, .program("qemu-img")))
struct GrowthMachineTests {
    @Test func `a larger disk's last partition and file system take the room, and the disk tells what is on it`()
        async throws
    {
        let scratch = Scratch("grow")
        let disk = try await DebianDisk.overlay(in: scratch, size: "5G")
        let inspection = try await DebianDisk.withAppliance(disk, network: false) { appliance in
            let told = try await Growth.grow(appliance)
            #expect(told.contains("ext4"))
            // Again there is nothing to do, and no error.
            _ = try await Growth.grow(appliance)
            return try await DiskInspection.of(appliance)
        }
        let root = try #require(inspection.fileSystems.first { $0.label == "root" })
        #expect(root.type == "ext4" && (root.size ?? 0) > 4_900 << 20)
        let system = try #require(inspection.system)
        #expect(system.distribution == "debian" && system.version == "12" && system.packageFormat == "deb")
        #expect(system.architecture == "x86_64" || system.architecture == "aarch64")
        #expect(system.packages.contains { $0.name == "systemd" && !$0.version.isEmpty })
        #expect(system.packages.count > 100)
    }
}
