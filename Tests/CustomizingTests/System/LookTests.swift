import Testing

@testable import Customizing

@Suite struct LookTests {
    private static func output(roots: String = "\u{1E}root\n/dev/sda3\n\n", mount: String = "") -> String {
        """
        \u{1E}kernel
        x86_64
        \u{1E}own
        /dev/sdb
        \u{1E}sizes
        /dev/sda3 3184525824
        \u{1E}blkid
        DEVNAME=/dev/sdb
        TYPE=ext2

        DEVNAME=/dev/sda3
        LABEL=root
        UUID=1-2
        TYPE=ext4
        \(roots)\u{1E}mount
        \(mount)\u{1E}release
        PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
        ID=debian
        VERSION_ID="12"
        \u{1E}fstab
        UUID=1-2 / ext4 defaults 0 1
        \u{1E}hostname
        box
        \u{1E}program
         7f 45 4c 46 02 01 01 00 00 00 00 00 00 00 00 00 03 00 b7 00
        \u{1E}traits
        apt
        systemd
        \u{1E}end
        """
    }

    @Test func `a system is read with its release, architecture and what it can do`() throws {
        let system = try Look.read(Self.output())
        #expect(system.devices.map(\.name) == ["/dev/sda3"] && system.devices.first?.size == 3_184_525_824)
        #expect(system.release.id == "debian" && system.release.name == "Debian GNU/Linux 12 (bookworm)")
        #expect(system.architecture == "aarch64" && system.hostArchitecture == "x86_64" && !system.canRunPrograms)
        #expect(system.manager == .apt && system.hasSystemd && system.hostName == "box")
        #expect(system.mounts == [.init(device: "/dev/sda3", directory: "/", subvolume: nil)])
    }

    @Test func `a btrfs's root is a subvolume`() throws {
        let system = try Look.read(Self.output(roots: "\u{1E}root\n/dev/sda3\n@\n"))
        #expect(system.mounts.first?.subvolume == "@")
    }

    @Test func `a disk without a system, with several, or encrypted is refused with the reason`() {
        func message(_ text: String) -> CustomizeError? {
            #expect(throws: CustomizeError.self) { try Look.read(text) }
        }
        let none = message(Self.output(roots: ""))
        #expect(none?.code == .noSystem && none?.message.contains("/dev/sda3: ext4") == true)
        let several = message(Self.output(roots: "\u{1E}root\n/dev/sda2\n\n\u{1E}root\n/dev/sda3\n\n"))
        #expect(several?.code == .severalSystems && several?.message.contains("/dev/sda2 and /dev/sda3") == true)
        #expect(message("\u{1E}kernel\nx86_64\n\u{1E}blkid\nDEVNAME=/dev/sda1\nTYPE=crypto_LUKS\n")?.code == .encrypted)
        #expect(message(Self.output(mount: "mount: bad superblock\n"))?.message.contains("bad superblock") == true)
        #expect(message("")?.code == .noSystem)
    }

    @Test(arguments: ["x86_64", "aarch64"])
    func `a host runs its own programs`(_ name: String) {
        #expect(Processor.runs(name, name) && !Processor.runs(name, "s390x"))
    }
}
