extension QCOW2Header {
    private enum Extension {
        static let dataFile: UInt32 = 0x4441_5441
        static let encryption: UInt32 = 0x0537_BE77
        static let featureNames: UInt32 = 0x6803_F857
    }

    package init(path: String) throws(DiskFormatError) { try self.init(SourceFile(path)) }

    init(_ file: SourceFile) throws(DiskFormatError) {
        try self.init(head: try file.bytes(at: 0, count: 64 << 10).all, of: file.place)
    }

    /// Refuses what would lead QEMU to other files of this host, and what nobody can read.
    package func checkTrust(of place: String) throws(DiskFormatError) {
        if let backingFile {
            throw DiskFormatError(
                .pointsOutside,
                "\(place) is the difference to another image, \"\(backingFile)\", which would be read from this host. Make "
                    + "a whole one of it where that image is: qemu-img convert -O qcow2")
        }
        if incompatible & Incompatible.externalData != 0 || extensions[Extension.dataFile] != nil {
            let name = extensions[Extension.dataFile].map { ", \"\(shown($0))\"" } ?? ""
            throw DiskFormatError(
                .pointsOutside,
                "\(place) has its data in another file\(name), which would be read from this host. Make a whole image of "
                    + "it where that file is: qemu-img convert -O qcow2")
        }
        if encryption != 0 || extensions[Extension.encryption] != nil {
            throw DiskFormatError(
                .encrypted, "\(place) is encrypted. Decrypt it where its key is: qemu-img convert -O qcow2")
        }
        if incompatible & Incompatible.corrupt != 0 {
            throw DiskFormatError(
                .damaged,
                "\(place) says of itself that it is corrupt. Repair it (qemu-img check -r all) or get it again.")
        }
        if incompatible & ~Incompatible.known != 0 {
            throw DiskFormatError(
                .unsupported,
                "\(place) needs features of qcow2 that are not known here (bits \(String(incompatible, radix: 2))). Convert "
                    + "it with the QEMU that made it: qemu-img convert -O qcow2 -o compat=1.1")
        }
    }

    /// Whether nothing in it is but what `qemu-img create` would make: no snapshots, bitmaps or features to carry along.
    var isPlain: Bool {
        version == 3 && clusterBits == 16 && incompatible == 0 && compatible == 0 && autoclear == 0 && encryption == 0
            && snapshots == 0 && refcountOrder == 4 && backingFile == nil
            && extensions.keys.allSatisfy { $0 == Extension.featureNames }
    }
}
