import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

extension FeaturedDebianMachineTests {
    /// Disks, and the volumes behind them.
    @Suite("disks")
    struct DiskMachineTests {
        private func says(_ script: String) async throws -> String { try await FeaturedDebianMachineTests.says(script) }

        /// A mounted disk's file, by the disk's name beneath /dev/disk.
        private func file(_ name: String, on disk: String) async throws -> String {
            try await says(
                "d=$(mktemp -d) && mount -r /dev/disk/\(disk) $d && cat $d/\(name); s=$?; umount $d; exit $s")
        }

        @Test(
            "each disk's serial, size and bus",
            arguments: [
                ("virtio-SCRATCH-1", 64, "/virtio"), ("ata-*SATA-2", 65, "/ata"), ("scsi-*SCSI-3", 66, "/virtio"),
                ("usb-*USB-4*0:0", 67, "/usb"),
            ])
        func disks(_ link: String, _ mebibytes: Int, _ bus: String) async throws {
            let text = try await says(
                "d=$(realpath /dev/disk/by-id/\(link)); lsblk -bdno SIZE $d; realpath /sys/class/block/${d##*/}/device")
            let lines = text.split(separator: "\n")
            #expect(
                lines.count == 2 && lines.first == "\(mebibytes << 20)" && lines.last?.contains(bus) == true, "\(text)")
        }

        @Test("sectors of 4096 bytes on a disk that cannot be written")
        func sectors() async throws {
            #expect(
                try await says("lsblk -dno LOG-SEC,PHY-SEC,RO /dev/disk/by-id/virtio-SECTORS-5 | xargs")
                    == "4096 4096 1\n")
        }

        @Test("the seed, from which cloud-init took its data, and a CD-ROM drive on SATA")
        func seed() async throws {
            #expect(try await says("cloud-id").hasPrefix("nocloud"))
            #expect(try await says("hostname") == "mayfly-guest\n")
            #expect(try await says("lsblk -dno TYPE,TRAN,RO /dev/disk/by-label/unattendCD | xargs") == "rom sata 1\n")
        }

        @Test(
            "the system on a disk that is an overlay of a shared image, the first to boot from though it is listed second"
        )
        func root() async throws {
            let order = try await says(
                "modprobe qemu_fw_cfg; tr '\\0' '\\n' < /sys/firmware/qemu_fw_cfg/by_name/bootorder/raw")
            let lines = order.split(separator: "\n")
            #expect(lines.count { $0.contains("disk@") } == 2, "\(order)")
            #expect(try await says("findmnt -no SOURCE /").hasPrefix("/dev/vdb"))
        }

        @Test("a configMap's file, under the label that was asked for")
        func configMap() async throws {
            #expect(try await file("colour", on: "by-label/settings") == "amber")
        }

        @Test("a secret's file")
        func secret() async throws {
            #expect(try await file("root", on: "by-id/virtio-SECRET") == "hunter2")
        }

        @Test("its own labels on a downwardAPI's disk")
        func downward() async throws {
            #expect(try await file("labels", on: "by-id/virtio-DOWNWARD") == #"season="autumn""#)
        }

        @Test("the answers of sysprep, under the label that Windows' setup looks for")
        func sysprep() async throws {
            #expect(try await file("[Aa]utounattend.xml", on: "by-label/unattendCD") == "<unattend/>")
        }

        @Test("a directory by virtiofs, with the same configMap in it", .requires(.sharing))
        func shared() async throws {
            #expect(
                try await says(
                    "d=$(mktemp -d) && mount -t virtiofs shared $d && cat $d/colour; s=$?; umount $d; exit $s")
                    == "amber")
        }
    }
}
