import Testing

@testable import Images

@Suite struct DiskLayoutTests {
    private let key = "0123456789abcdef0f1e2d3c4b5a69788796a5b4c3d2e1f0fedcba9876543210"

    @Test func `a request names its partitions and file system, each by a UUID of its own`() {
        let layout = DiskLayout(key: key, architecture: "amd64")
        let names = [
            layout.bios.identity, layout.system.identity, layout.root.identity, layout.rootFileSystem,
        ]
        #expect(Set(names).count == 4 && layout == DiskLayout(key: key, architecture: "amd64"))
        #expect(names.allSatisfy { $0.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12] })
        #expect(layout.rootFileSystem != DiskLayout(key: "0" + key, architecture: "amd64").rootFileSystem)
    }

    @Test func `partitions follow each other, and the last ends where the table's copy begins`() {
        let layout = DiskLayout(key: key, architecture: "amd64")
        #expect(layout.bios.last + 1 == layout.system.first && layout.system.last + 1 == layout.root.first)
        #expect(layout.root.last < 0)
    }

    @Test func `GRUB finds the file system by its UUID and gives Linux the serial console last`() {
        let layout = DiskLayout(key: key, architecture: "amd64")
        let text = layout.grubConfiguration("amd64")
        #expect(text.contains("--set=root \(layout.rootFileSystem)\n"))
        #expect(text.contains("root=UUID=\(layout.rootFileSystem) ro console=tty0 console=ttyS0 no_timer_check\n"))
        #expect(layout.grubConfiguration("arm64").contains("console=ttyAMA0"))
    }
}
