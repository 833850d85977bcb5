import Fixtures
import Glibc
import GuestHelper
import Guestfs
import Host
import MayflyTestSupport
import Synchronization
import Testing

@testable import Images

/// One Debian, built once and kept in the cache of this user, where it is what a fixture of the same words would get.
@Suite(
    .serialized, .requires(.machines, .distributions))
struct DebianMachineTests {
    /// The shipped fixture's own words, so that both have one image.
    private static func source() throws -> BootstrapSource {
        guard case .bootstrap(let source)? = try FixtureFile(of: "debian-12").load().image?.source else {
            throw ImageError(.file, "debian-12 is not bootstrapped")
        }
        return source
    }

    private static func store() throws -> DiskStore {
        let directories = HostDirectories.ofThisUser
        try directories.prepare()
        return DiskStore(
            directory: directories.images + "/disks",
            builder: BootstrapDiskBuilder(forceEmulation: true, cacheDirectory: directories.cache))
    }

    private static let helper = HelperBinary(buildID: GuestHelper.buildID) { GuestHelper.bytes }

    @Test func `a Debian is built by stages that never go back, and is there at once the second time`() async throws {
        let store = try Self.store()
        let seen = Mutex<[BuildProgress]>([])
        let image = try await store.image(
            for: Self.source(), architecture: DiskStore.hostArchitecture, helper: Self.helper
        ) { progress in seen.withLock { $0.append(progress) } }
        let again = try await store.image(
            for: Self.source(), architecture: DiskStore.hostArchitecture, helper: Self.helper
        ) { _ in Issue.record("there was something to build") }
        #expect(again.digest == image.digest && !again.isNew)
        #expect(image.virtualSize == DiskLayout.size)
        let steps = seen.withLock { $0 }
        for (one, next) in zip(steps, steps.dropFirst()) where one.stage == next.stage {
            #expect(one.fraction <= next.fraction, "\(one) came before \(next)")
        }
        if image.isNew { #expect(steps.last == BuildProgress(stage: .bootLoader, fraction: 1)) }
    }

    @Test func `the disk has what a machine needs and nothing that machines must not share`() async throws {
        let image = try await Self.store().image(
            for: Self.source(), architecture: DiskStore.hostArchitecture, helper: Self.helper
        ) { _ in }
        let cache = HostDirectories.ofThisUser.cache
        let settings = ApplianceSettings(forceEmulation: true, temporaryDirectory: "/tmp", cacheDirectory: cache)
        try await withAppliance(settings) { appliance in
            try await appliance.addDisk(readOnly: image.path, format: image.format)
            try await appliance.launch()
            try await appliance.mount("/dev/sda3", at: "/", options: "ro")
            #expect(try await appliance.read("/etc/machine-id").isEmpty)
            let keys = try await appliance.run("/usr/bin/find", "/etc/ssh", "-name", "ssh_host_*")
            #expect(keys.isEmpty)
            let links = try await appliance.run(
                "/usr/bin/find", "/vmlinuz", "/initrd.img", "/usr/libexec/mayfly-guest", "/boot/grub/i386-pc/core.img")
            #expect(links.split(separator: "\n").count == 4)
            try await appliance.unmount("/")
        }
    }
}
