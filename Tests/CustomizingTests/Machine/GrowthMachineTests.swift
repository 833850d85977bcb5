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

    private static let layouts: [(what: String, script: String, told: String)] = [
        ("no partition table", "mke2fs -q -t ext4 $d 40M", "/dev/sd"),
        (
            "MBR", "printf 'label: dos\n,20M\n,40M\n' | sfdisk -q $d; udevadm settle; mke2fs -q -t ext3 ${d}2",
            "2 (ext3)"
        ),
        (
            "LVM",
            """
            printf 'label: gpt\n,80M\n' | sfdisk -q $d; udevadm settle
            pvcreate -q ${d}1; vgcreate -q group ${d}1; lvcreate -q -an -L 40M -n root group >/dev/null
            vgchange -q -aay group; udevadm settle; mke2fs -q -t ext4 /dev/group/root; vgchange -q -an group
            """, "/dev/group/root (ext4)"
        ),
    ]

    @Test func `disks without a partition table, with an old one, or with LVM grow too, others are refused`()
        async throws
    {
        let scratch = Scratch("grow")
        try await DebianDisk.qemuImage(["create", "-q", "-f", "qcow2", scratch("disk.qcow2"), "300M"])
        try await DebianDisk.withAppliance(scratch("disk.qcow2"), network: false) { appliance in
            let begin = "exec 2>&1; d=/dev/sda; mountpoint -d / | grep -q '^8:0$' && d=/dev/sdb\n"
            for (what, script, told) in Self.layouts {
                let made = try await appliance.shell(
                    begin + "vgremove -q -ff -y group >/dev/null 2>&1; wipefs -qaf ${d}? $d 2>/dev/null\n" + script)
                let answer = try await Growth.grow(appliance)
                #expect(answer.contains(told), "\(what): \(answer) \(made)")
                let size = answer.split(separator: " ").dropLast().last.flatMap { Int64($0) } ?? 0
                #expect(size > 200 << 20, "\(what): \(answer)")
            }
            _ = try await appliance.shell(begin + "vgremove -q -ff -y group; wipefs -qaf ${d}? $d")
            let error = await #expect(throws: CustomizeError.self) { try await Growth.grow(appliance) }
            #expect(error?.message.contains("neither a partition table") == true)
            let inspection = try await DiskInspection.of(appliance)
            #expect(inspection.system == nil && inspection.problem?.contains("no operating system") == true)
        }
    }
}
