import Testing

@testable import Customizing

@Suite struct FileSystemTableTests {
    private let devices = BlockDevice.read(
        """
        DEVNAME=/dev/sda1
        UUID=AB-CD
        TYPE=vfat

        DEVNAME=/dev/sda2
        LABEL=my\\ data
        UUID=0000-1111
        TYPE=btrfs

        DEVNAME=/dev/mapper/vg--a-root
        TYPE=xfs
        """)

    @Test func `devices are found by any of their names, and mounted from the outside in`() {
        let table = FileSystemTable(
            """
            # a comment
            UUID=0000-1111 /home btrfs subvol=home,compress=zstd 0 0
            LABEL=my\\040data / btrfs subvol=root 0 0
            /dev/vda1 /boot/efi vfat umask=077 0 1
            /dev/vg-a/root /var xfs defaults 0 0
            """, devices: devices)
        #expect(table.entries.map(\.directory) == ["/", "/boot/efi", "/home", "/var"])
        #expect(table.entries.map(\.device) == ["/dev/sda2", "/dev/sda1", "/dev/sda2", "/dev/mapper/vg--a-root"])
        #expect(table.entries.map(\.subvolume) == ["root", nil, "home", nil])
    }

    @Test(arguments: [
        "UUID=ffff /x ext4 defaults 0 0", "/dev/sda1 none swap sw 0 0", "tmpfs /tmp tmpfs defaults 0 0",
        "/dev/sda1 /x vfat noauto 0 0", "/srv /x none bind 0 0", "server:/x /x nfs defaults 0 0", "nonsense",
    ])
    func `what is not a file system of this disk at boot is left out`(_ line: String) {
        #expect(FileSystemTable(line, devices: devices).entries.isEmpty)
    }
}
