/// What an archive holds, and which of it is the disk.
struct ArchiveMembers {
    private let place: String
    private var images: [String] = []
    private var others: [String] = []
    private var descriptor: OVF?

    init(place: String) { self.place = place }

    /// Whether the member is an image to unpack.
    mutating func add(_ name: String, mayBeImage: Bool) -> Bool {
        // A machine's archive may have a CD beside its disk.
        guard mayBeImage, descriptor.map({ $0.disks.contains(Self.file(name)) }) ?? true else {
            others.append(name)
            return false
        }
        images.append(name)
        return true
    }

    mutating func add(_ descriptor: OVF) throws(DiskFormatError) {
        self.descriptor = descriptor
        guard descriptor.chunked.isEmpty else {
            throw DiskFormatError(
                .unsupported,
                "\(place) has \(listed(descriptor.chunked)) in several parts. Pack it again with whole files (ovftool without "
                    + "--chunkSize).")
        }
        guard descriptor.disks.count == 1 else {
            throw DiskFormatError(
                descriptor.disks.isEmpty ? .noImage : .severalImages,
                "\(place) is a machine with \(descriptor.disks.count) disks\(descriptor.disks.isEmpty ? "" : " (\(listed(descriptor.disks)))"), "
                    + "and an image is one. Take the disk that is meant out of it.")
        }
    }

    /// After all members.
    func check() throws(DiskFormatError) {
        guard images.count > 1 else { return }
        throw DiskFormatError(
            .severalImages,
            "\(place) has \(images.count) files that may be the disk: \(listed(images)). Take the one that is meant out of it."
        )
    }

    func noImage() -> DiskFormatError {
        if let descriptor {
            return DiskFormatError(
                .noImage,
                "\(place) says that its disk is \(listed(descriptor.disks)), which is not in it. Get it again.")
        }
        return DiskFormatError(
            .noImage,
            "\(place) has no disk image in it" + (others.isEmpty ? "." : ", but: \(listed(others)).")
                + " Name a qcow2, raw, vmdk, vdi, vhd or vhdx image, or an archive with one.")
    }

    private static func file(_ name: String) -> String { name.hasPrefix("./") ? String(name.dropFirst(2)) : name }
}
