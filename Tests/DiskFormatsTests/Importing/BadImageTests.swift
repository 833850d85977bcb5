import DiskFormats
import Host
import MayflyTestSupport
import Testing

/// Images that are not what they should be: each has its own words, and leaves nothing.
@Suite(.requires(.program("qemu-img"))) struct BadImageTests {
    @Test(arguments: [("gzip", "gz"), ("xz", "xz"), ("zstd -q --rm", "zst"), ("bzip2", "bz2")])
    func `a compressed image that is cut off is damaged`(command: String, suffix: String) async throws {
        let test = try TestDisk()
        try await test.shell("\(command) disk.raw; head -c 500000 disk.raw.\(suffix) > a")
        let error = try await test.failure("a")
        #expect(error.code == .damaged)
        #expect(error.message.contains("cut off"))
    }

    @Test(arguments: ["gzip -1", "xz", "zstd -q --check", "bzip2"])
    func `a compressed image with a changed bit is damaged`(command: String) async throws {
        let test = try TestDisk()
        try await test.shell("\(command) -c disk.raw > a")
        var bytes = try FileSystem.read(test.scratch("a"))
        bytes[500_000] ^= 1
        try test.scratch.write("bad", bytes)
        #expect(try await test.failure("bad").code == .damaged)
    }

    @Test(arguments: ["tar c image", "zip -q - image"])
    func `an archive that is cut off is damaged`(command: String) async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O qcow2 disk.raw image; \(command) | head -c 500000 > a")
        #expect(try await test.failure("a").code == .damaged)
    }

    @Test(arguments: ["", "-c"]) func `a qcow2 image that is cut off is damaged`(options: String) async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O qcow2 \(options) disk.raw image; head -c 700000 image > a")
        let error = try await test.failure("a")
        #expect(error.code == .damaged)
        #expect(error.message.contains("cut off"))
    }

    @Test(arguments: ["vmdk", "vmdk -o subformat=streamOptimized", "vdi", "vpc"])
    func `another image that is cut off is damaged`(format: String) async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O \(format) disk.raw image; head -c 700000 image > a")
        #expect(try await test.failure("a").code == .damaged)
    }

    @Test func `a VHDX that is cut off is refused by QEMU, in its own words`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O vhdx disk.raw image; head -c 9000000 image > a")
        let error = try await test.failure("a")
        #expect(error.code == .conversion)
        #expect(error.message.contains("qemu-img: "))
    }

    @Test func `a raw disk shorter than its partition table says is cut off`() async throws {
        let test = try TestDisk()
        var bytes = TestDisk.bytes()
        bytes.replaceSubrange(512..<520, with: Array("EFI PART".utf8))
        bytes.replaceSubrange(544..<552, with: littleEndian(UInt64(TestDisk.size / 512 - 1)))
        try test.scratch.write("whole", bytes)
        try test.scratch.write("cut", Array(bytes.dropLast(512)))
        #expect(try await test.imported("whole").format == .raw)
        try await test.shell("rm out.qcow2")
        let error = try await test.failure("cut")
        #expect(error.code == .damaged)
        #expect(error.message.contains("its partition table is of a disk of \(TestDisk.size) bytes"))
    }

    @Test func `an image with a backing file is refused by its name, also when it is wrapped`() async throws {
        let test = try TestDisk()
        try await test.shell(
            "qemu-img create -q -f qcow2 -b /etc/passwd -F raw -u image 1M; tar czf a image; qemu-img create -q -f qcow2 "
                + "-b json:{} -u b 1M || qemu-img create -q -f qcow2 -b x -u -F raw b 1M")
        for name in ["image", "a", "b"] {
            let error = try await test.failure(name)
            #expect(error.code == .pointsOutside)
        }
        #expect(try await test.failure("a").message.contains("\"/etc/passwd\""))
    }

    @Test func `an image with its data in another file is refused by its name`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img create -q -f qcow2 -o data_file=/tmp/../$PWD/secret,data_file_raw=on image 1M")
        let error = try await test.failure("image")
        #expect(error.code == .pointsOutside)
        #expect(error.message.contains("secret"))
    }

    @Test func `an encrypted image is refused`() async throws {
        let test = try TestDisk()
        try await test.shell(
            "qemu-img create -q -f qcow2 --object secret,id=s,data=abcdefgh -o encrypt.format=aes,encrypt.key-secret=s "
                + "image 1M")
        #expect(try await test.failure("image").code == .encrypted)
    }

    @Test(arguments: ["monolithicFlat", "twoGbMaxExtentSparse"])
    func `a VMDK disk in several files is refused`(kind: String) async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O vmdk -o subformat=\(kind) disk.raw image.vmdk")
        #expect(try await test.failure("image.vmdk").code == .pointsOutside)
        if kind == "twoGbMaxExtentSparse" {
            #expect(try await test.failure("image-s001.vmdk").code == .pointsOutside)
        }
    }

    @Test func `a VMDK difference is refused by its parent's name`() async throws {
        let test = try TestDisk()
        try await test.shell(
            "qemu-img create -q -f vmdk base.vmdk 1M; qemu-img create -q -f vmdk -b base.vmdk -F vmdk image")
        let error = try await test.failure("image")
        #expect(error.code == .pointsOutside)
        #expect(error.message.contains("base.vmdk"))
    }

    @Test func `a VMDK whose header has QEMU follow its descriptor is refused`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img create -q -f vmdk image 1M")
        var bytes = try FileSystem.read(test.scratch("image"))
        for index in 12..<20 { bytes[index] = 0 }
        try test.scratch.write("evil", bytes)
        #expect(try await test.failure("evil").code == .damaged)
    }

    @Test(arguments: ["qcow2", "vmdk", "vdi", "vhdx"])
    func `a disk larger than the limit is refused by its header`(format: String) async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img create -q -f \(format) image 1G; gzip -c image > a")
        for name in ["image", "a"] {
            let error = try await test.failure(name, limits: DiskLimits(virtualSize: 1 << 29))
            #expect(error.code == .tooLarge)
            #expect(error.message.contains("\(1 << 30)"))
        }
    }

    @Test func `a petabyte is too large unless it is asked for`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img create -q -f qcow2 image 1P")
        #expect(try await test.failure("image").code == .tooLarge)
        let disk = try await test.imported("image", limits: DiskLimits(virtualSize: 1 << 50))
        #expect(disk.virtualSize == 1 << 50)
    }

    @Test func `a raw disk is bounded as it comes`() async throws {
        let test = try TestDisk()
        try await test.shell("gzip -c disk.raw > a")
        #expect(try await test.failure("a", limits: DiskLimits(virtualSize: 1 << 20)).code == .tooLarge)
    }

    @Test func `a decompression bomb ends at the limit`() async throws {
        let test = try TestDisk()
        try await test.shell("head -c 300M /dev/zero | gzip -1 > a; truncate -s 300M zeros; tar cSzf b zeros")
        for name in ["a", "b"] {
            let error = try await test.failure(name, limits: DiskLimits(unpacked: 100 << 20))
            #expect(error.code == .tooLarge)
            #expect(error.message.contains("unpacks to more than"))
        }
    }

    @Test func `wrappers beyond a bound are refused`() async throws {
        let test = try TestDisk()
        try await test.shell("cp disk.raw a; for i in 1 2 3 4 5 6 7 8; do gzip a; mv a.gz a; done")
        #expect(try await test.failure("a").message.contains("wrappers around each other"))
        try await test.shell("cp disk.raw a; for i in 1 2 3 4 5 6 7 8; do tar cf b a; mv b a; done")
        #expect(try await test.failure("a").message.contains("wrappers around each other"))
    }

    @Test func `an empty file, a directory, a pipe and a missing file each say what is wrong`() async throws {
        let test = try TestDisk()
        try await test.shell("touch empty; mkdir directory; mkfifo pipe; gzip -c empty > e; gzip -c e > ee")
        #expect(try await test.failure("empty").message.contains("is empty"))
        #expect(try await test.failure("e").message.contains("is empty"))
        #expect(try await test.failure("directory").code == .noImage)
        #expect(try await test.failure("pipe").message.contains("no regular file"))
        #expect(try await test.failure("missing").code == .unreadable)
    }

    @Test func `a web page, a program and a text are called what they are`() async throws {
        let test = try TestDisk()
        try await test.shell(
            "printf '\\n <!DOCTYPE html><html>404' > page; gzip page; cp /bin/sh elf; echo hello > text; head -c 1000 disk.raw "
                + "| tail -c 333 > odd")
        #expect(try await test.failure("page.gz").message.contains("a web page (HTML), in gzip"))
        #expect(try await test.failure("elf").message.contains("ELF"))
        #expect(try await test.failure("text").message.contains("a text that begins with \"hello?\""))
        #expect(try await test.failure("odd").message.contains("no whole number of sectors"))
    }

    @Test func `what begins like a wrapper and is none is damaged`() async throws {
        let test = try TestDisk()
        try test.scratch.write("a", [0x1F, 0x8B, 8] + [UInt8](repeating: 0xFF, count: 1000))
        try test.scratch.write("b", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0] + [UInt8](repeating: 0xFF, count: 1000))
        try test.scratch.write("c", Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0xFF, count: 1000))
        for name in ["a", "b", "c"] { #expect(try await test.failure(name).code == .damaged) }
    }
}

func littleEndian(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
