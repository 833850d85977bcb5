import KubeVirt
import Testing

@testable import DomainXML

struct DiskTargetsTests {
    @Test("disks are counted as Linux counts them")
    func letters() {
        #expect(
            [0, 1, 25, 26, 27, 51, 52, 701, 702].map(DiskTargets.letters) == [
                "a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa",
            ])
    }

    @Test("each prefix is counted for itself, and no bus is a prefix too")
    func prefixes() {
        let disks: [DomainSpec.Disk] = [
            .init(disk: .init(bus: .virtio), name: "a"), .init(disk: .init(bus: .sata), name: "b"),
            .init(lun: .init(bus: .scsi), name: "c"), .init(cdrom: .init(bus: .usb), name: "d"),
            .init(disk: .init(bus: .virtio), name: "e"), .init(disk: .init(), name: "f"),
            .init(disk: .init(bus: .init(rawValue: "")), name: "g"),
        ]
        var targets = DiskTargets(disks, remembered: [:])
        #expect(disks.map { targets.target($0).name } == ["vda", "sda", "sdb", "sdc", "vdb", "a", "b"])
    }

    @Test("a disk keeps the name that it had, and no other gets it")
    func remembered() {
        let disks: [DomainSpec.Disk] = ["a", "b", "c", "d"].map { .init(disk: .init(bus: .scsi), name: $0) }
        var targets = DiskTargets(disks, remembered: ["c": "sda", "d": "sdac", "x": "sdb"])
        let names = disks.map { targets.target($0) }
        #expect(names.map(\.name) == ["sdb", "sdc", "sda", "sdac"])
        #expect(names.map(\.unit) == [1, 2, 0, 28])
    }

    @Test("a name that is remembered and is none of ours has no place among the disks")
    func foreign() {
        let disks: [DomainSpec.Disk] = [.init(disk: .init(bus: .scsi), name: "a")]
        for name in ["vda", "sd", "sdA", "sdaaaa", "sd1"] {
            var targets = DiskTargets(disks, remembered: ["a": name])
            #expect(targets.target(disks[0]) == (name, 0))
        }
    }
}
