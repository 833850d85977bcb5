/// The text in a VMDK file that says what it is made of.
package struct VMDKDescriptor: Sendable, Hashable {
    private var fields: [String: String] = [:]
    private var extents: [String] = []
    let isDescriptor: Bool

    package init(_ bytes: ArraySlice<UInt8>) {
        let text = bytes.prefix { $0 != 0 }
        isDescriptor = text.starts(with: "# Disk DescriptorFile".utf8)
        for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            let words = String(decoding: line, as: UTF8.self)
            if ["RW ", "RDONLY ", "NOACCESS "].contains(where: words.hasPrefix) {
                extents.append(words)
            } else if let equals = words.firstIndex(of: "=") {
                let key = words[..<equals].filter { !$0.isWhitespace }.lowercased()
                fields[key] = words[words.index(after: equals)...].filter { !$0.isWhitespace && $0 != "\"" }
            }
        }
    }

    /// Refuses a disk that is more than this file.
    package func checkTrust(of place: String) throws(DiskFormatError) {
        guard isDescriptor else {
            throw DiskFormatError(
                .pointsOutside,
                "\(place) has no descriptor: it is one part of a VMDK disk in several files. Make a whole image of it where "
                    + "they all are: qemu-img convert -O qcow2")
        }
        let parent = fields["parentcid"]?.lowercased() ?? "ffffffff"
        let hint = fields["parentfilenamehint"]
        if parent != "ffffffff" || hint != nil {
            throw DiskFormatError(
                .pointsOutside,
                "\(place) is the difference to another image\(hint.map { ", \"\(shown($0))\"" } ?? ""), which would be read "
                    + "from this host. Make a whole one of it where that image is: qemu-img convert -O qcow2")
        }
        let kind = fields["createtype"] ?? ""
        let isWhole = ["monolithicsparse", "streamoptimized"].contains(kind.lowercased())
        guard isWhole, extents.count == 1, extents[0].contains(" SPARSE ") else {
            throw DiskFormatError(
                .pointsOutside,
                "\(place) is a VMDK disk of the kind \"\(shown(kind))\" with \(extents.count) extents: its data is in other "
                    + "files. Make a whole image of it where they all are: qemu-img convert -O qcow2")
        }
    }
}
