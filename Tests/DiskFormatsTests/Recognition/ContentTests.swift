import DiskFormats
import Testing

@Suite struct ContentTests {
    private static func head(_ marks: (offset: Int, mark: [UInt8])..., length: Int = Content.headLength) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        for (offset, mark) in marks { bytes.replaceSubrange(offset..<offset + mark.count, with: mark) }
        return bytes
    }

    private static let images: [([UInt8], DiskFormat)] = [
        (head((0, [0x51, 0x46, 0x49, 0xFB])), .qcow2), (head((0, Array("KDMV".utf8))), .vmdk),
        (Array("# Disk DescriptorFile\nversion=1\n".utf8), .vmdk), (head((0x40, [0x7F, 0x10, 0xDA, 0xBE])), .vdi),
        (head((0, Array("conectix".utf8))), .vhd), (head((0, Array("vhdxfile".utf8))), .vhdx),
        (head((510, [0x55, 0xAA])), .raw), (head((512, Array("EFI PART".utf8))), .raw),
        (head((1080, [0x53, 0xEF])), .raw),
        (head((0, Array("XFSB".utf8))), .raw), (head((0x10040, Array("_BHRfS_M".utf8))), .raw),
        (head((0x8001, Array("CD001".utf8))), .raw),
    ]

    @Test(arguments: images)
    func `an image is known by its marks`(head: [UInt8], format: DiskFormat) {
        #expect(Content(head: head) == .image(format))
    }

    private static let compressed: [[UInt8]] = [
        [0x1F, 0x8B, 8, 0], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], [0x28, 0xB5, 0x2F, 0xFD, 4],
        Array("BZh9".utf8) + [0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
    ]

    @Test(arguments: compressed)
    func `a compressed file is known by its first bytes`(head: [UInt8]) {
        #expect(Content(head: head) == .compressed)
    }

    private static let others: [([UInt8], String)] = [
        (Array("<html>".utf8), "a web page (HTML)"),
        (Array("\u{7F}ELF\u{2}\u{1}\u{1}".utf8), "a program or kernel (ELF)"),
        (head((510, [0x55, 0xAA]), (0x202, Array("HdrS".utf8))), "a Linux kernel"),
        (Array("070701000".utf8), "a cpio archive, such as an initramfs"),
        (Array("hello".utf8), "a text that begins with \"hello\""),
        (Array("<?xml version='1.0'?>".utf8), "an XML document"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "a 7-Zip archive"),
    ]

    @Test(arguments: others)
    func `what is no image is called by its name`(head: [UInt8], name: String) {
        #expect(Content(head: head) == .other(name))
    }

    @Test func `nothing is empty, and zeros are a disk without anything on it`() {
        #expect(Content(head: []) == .empty)
        #expect(Content(head: Self.head()) == .unknown)
        #expect(Content(head: Array("BZh9 and some text".utf8) + [0, 1, 2]) == .unknown)
    }
}
