import DiskFormats
import Host
import MayflyTestSupport
import Synchronization
import Testing

@Suite(.requires(.program("qemu-img"))) struct ImportTests {
    @Test func `a raw disk is written as qcow2`() async throws {
        let disk = try await TestDisk().importedAndCompared("disk.raw")
        #expect(disk.format == .raw)
        #expect(disk.wrappers == [])
        #expect(disk.way == .written)
    }

    @Test func `a whole and clean qcow2 image is copied as it is, and the original stays`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O qcow2 disk.raw image")
        let disk = try await test.importedAndCompared("image")
        #expect(disk.format == .qcow2)
        #expect(disk.way == .asItWas)
        try await test.shell("cmp image out.qcow2")
    }

    @Test(
        .requires(.root, .program("setpriv")),
        arguments: ["chown 65534 theirs; chmod 700 theirs; chmod 644 theirs/image", "chown 65534 theirs/image"])
    func `root imports what only another may read, though qemu-img has no powers of root's`(owned: String) async throws
    {
        let test = try TestDisk()
        try await test.shell(
            "mkdir theirs; qemu-img convert -f raw -O vmdk disk.raw theirs/image; chmod 600 theirs/image; \(owned)")
        #expect(try await test.importedAndCompared("theirs/image").way == .converted)
        test.expectNothingLeft()
    }

    @Test func `an image that may be consumed is moved`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O qcow2 disk.raw image")
        #expect(try await test.imported("image", consuming: true).way == .asItWas)
        #expect(!FileSystem.exists(test.scratch("image")))
    }

    @Test func `an image that may be consumed and has another name is copied`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O qcow2 disk.raw image; ln image other; ln -s image link")
        #expect(try await test.imported("image", consuming: true).way == .asItWas)
        try await test.shell("test -e image -a -e other; rm out.qcow2 other")
        #expect(try await test.imported("link", consuming: true).way == .asItWas)
        try await test.shell("test -e image -a -L link")
    }

    @Test(arguments: [
        "-c", "-o compat=0.10", "-o cluster_size=4096", "-o cluster_size=2M", "-o lazy_refcounts=on",
        "-o refcount_bits=1", "-o extended_l2=on", "-c -o compression_type=zstd",
        "-o refcount_bits=64,cluster_size=512",
    ])
    func `another kind of qcow2 is converted to the usual one`(options: String) async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O qcow2 \(options) disk.raw image")
        let disk = try await test.importedAndCompared("image")
        #expect(disk.format == .qcow2)
        #expect(disk.way == .converted)
        let header = try QCOW2Header(head: Array(FileSystem.read(test.scratch("out.qcow2")).prefix(65536)), of: "out")
        #expect(header.version == 3)
        #expect(header.clusterBits == 16)
    }

    @Test func `snapshots in an image are left behind`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O qcow2 disk.raw image; qemu-img snapshot -c one image")
        #expect(try await test.importedAndCompared("image").way == .converted)
        #expect(try await test.shell("qemu-img snapshot -l out.qcow2") == "")
    }

    private static let formats: [(String, String, DiskFormat)] = [
        ("vmdk", "", .vmdk), ("vmdk", "-o subformat=streamOptimized", .vmdk), ("vdi", "", .vdi),
        ("vdi", "-o static=on", .vdi), ("vhdx", "", .vhdx), ("vpc", "-o force_size=on", .vhd),
        ("vpc", "-o force_size=on,subformat=fixed", .vhd),
    ]

    @Test(arguments: formats)
    func `other formats are converted`(format: String, options: String, expected: DiskFormat) async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O \(format) \(options) disk.raw image")
        #expect(try await test.importedAndCompared("image").format == expected)
    }

    @Test(arguments: [("gzip", "gzip"), ("bzip2", "bzip2"), ("xz", "xz"), ("zstd -q", "zstd")])
    func `a compressed image is unpacked`(command: String, name: String) async throws {
        let test = try TestDisk()
        try await test.shell(
            "qemu-img convert -f raw -O qcow2 disk.raw image; \(command) -c image > a; \(command) -c disk.raw > b")
        let image = try await test.importedAndCompared("a")
        #expect(image.wrappers == [name])
        #expect(image.way == .asItWas)
        try await test.shell("rm out.qcow2")
        let raw = try await test.importedAndCompared("b")
        #expect(raw.wrappers == [name])
        #expect(raw.way == .written)
    }

    @Test func `a compressed file in many streams is read to its end`() async throws {
        let test = try TestDisk()
        try await test.shell(
            "split -b 5M disk.raw part.; for part in part.*; do gzip -c $part >> a; xz -c $part >> b; done")
        _ = try await test.importedAndCompared("a")
        try await test.shell("rm out.qcow2")
        _ = try await test.importedAndCompared("b")
    }

    private static let archives: [(String, [String])] = [
        ("tar cf a image", ["tar"]), ("tar czf a image", ["gzip", "tar"]),
        ("tar cJf a README image", ["xz", "tar"]), ("xz image; tar cf a image.xz README", ["tar", "xz"]),
        ("zip -q a image; mv a.zip a", ["zip"]), ("zip -q -0 - image > a", ["zip"]),
        ("gzip -c image | xz > a", ["xz", "gzip"]), ("tar c image | zstd -q | gzip > a", ["gzip", "zstd", "tar"]),
    ]

    @Test(arguments: archives)
    func `an image in an archive is taken out of it`(command: String, wrappers: [String]) async throws {
        let test = try TestDisk()
        try test.scratch.write("README", "what is in here\n")
        try await test.shell("qemu-img convert -f raw -O qcow2 disk.raw image; \(command)")
        let disk = try await test.importedAndCompared("a")
        #expect(disk.wrappers == wrappers)
        #expect(disk.format == .qcow2)
    }

    @Test func `a raw disk in a sparse tar archive is taken out of it`() async throws {
        let test = try TestDisk()
        try await test.shell("fallocate -d disk.raw; tar cSzf a disk.raw")
        #expect(try await test.importedAndCompared("a").format == .raw)
    }

    @Test func `progress grows to one`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -c -f raw -O qcow2 disk.raw image; gzip image")
        let told = Told()
        _ = try await importDisk(
            from: test.scratch("image.gz"), to: test.scratch("out.qcow2"), scratch: test.scratch("work")
        ) { fraction in told.fractions.withLock { $0.append(fraction) } }
        let fractions = told.fractions.withLock { $0 }
        #expect(fractions == fractions.sorted())
        #expect(fractions.last == 1)
        #expect(fractions.first == 0)
    }
}

private final class Told: Sendable {
    let fractions = Mutex<[Double]>([])
}
