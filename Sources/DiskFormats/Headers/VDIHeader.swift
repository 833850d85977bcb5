/// The head of VirtualBox's VDI, as QEMU's block/vdi.c describes it.
struct VDIHeader: Sendable, Hashable {
    static let magic: [UInt8] = [0x7F, 0x10, 0xDA, 0xBE]
    let virtualSize: Int64

    init(_ file: SourceFile) throws(DiskFormatError) {
        let head = try file.bytes(at: 0, count: 512)
        let kind: UInt32 = head.little(0x4C)
        let links = head.slice(0x1A8, 32)
        guard kind == 1 || kind == 2, links.allSatisfy({ $0 == 0 }) else {
            throw DiskFormatError(
                .pointsOutside,
                "\(file.place) is the difference to another VDI image. Make a whole one of it where that image is: VBoxManage "
                    + "clonemedium")
        }
        guard let size = Int64(exactly: head.little(0x170, UInt64.self)) else {
            throw DiskFormatError(
                .damaged,
                "\(file.place) has a VDI header that cannot be true: a disk of more than 2^63 bytes. Get it again.")
        }
        let data = UInt64(head.little(0x158, UInt32.self))
        let blocks = UInt64(head.little(0x184, UInt32.self)) * UInt64(head.little(0x178, UInt32.self))
        guard data + blocks <= UInt64(file.size) else {
            throw DiskFormatError(
                .damaged,
                "\(file.place) is cut off: it has \(file.size) bytes, and \(data + blocks) are used. Get it again.")
        }
        virtualSize = size
    }
}
