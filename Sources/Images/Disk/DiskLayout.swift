import Digests

/// How a built disk is divided, for BIOS and UEFI alike: a GPT with the root file system last, where it can grow.
struct DiskLayout: Sendable, Hashable {
    /// A partition: sectors of 512 bytes, a negative one counts from the end.
    struct Partition: Sendable, Hashable {
        let name: String
        let type: String
        let first: Int64
        let last: Int64
        let identity: String
    }

    /// Room for the BIOS's stage of GRUB, 1 MiB; aligned as everybody does.
    let bios: Partition
    /// The EFI system partition, 32 MiB: one file of GRUB.
    let system: Partition
    let root: Partition
    /// The root file system's UUID.
    let rootFileSystem: String

    /// The size of an image; a machine's own disk may be larger.
    static let size: Int64 = 3 << 30

    /// Everything is named by the request, so that the same request gives the same names.
    init(key: String, architecture: String) {
        func identity(_ name: String) -> String {
            let digest = Digest()
            digest.update(key)
            digest.update(name)
            var text = Array(digest.finish().utf8.prefix(32))
            // A UUID of no particular origin (RFC 9562): version 4, variant 8.
            text[12] = UInt8(ascii: "4")
            text[16] = UInt8(ascii: "8")
            var rest = text[...]
            return [8, 4, 4, 4, 12].map { length in
                defer { rest = rest.dropFirst(length) }
                return String(decoding: rest.prefix(length), as: UTF8.self)
            }.joined(separator: "-")
        }
        bios = Partition(
            name: "bios", type: "21686148-6449-6E6F-744E-656564454649", first: 2048, last: 4095,
            identity: identity("bios"))
        system = Partition(
            name: "efi", type: "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", first: 4096, last: 69631,
            identity: identity("system"))
        root = Partition(
            name: "root", type: Self.rootType(architecture), first: 69632, last: -2048, identity: identity("root"))
        rootFileSystem = identity("file system")
    }

    /// The Discoverable Partitions Specification's type, by which systemd-repart knows the partition.
    private static func rootType(_ architecture: String) -> String {
        architecture == "arm64" ? "B921B045-1DF0-41C3-AF44-4C6F280D3FAE" : "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709"
    }

    /// GRUB's configuration: the newest kernel, by the links that the kernel's packages keep. update-grub in the guest
    /// writes its own in its place.
    func grubConfiguration(_ architecture: String) -> String {
        """
        search --no-floppy --fs-uuid --set=root \(rootFileSystem)
        linux /vmlinuz root=UUID=\(rootFileSystem) ro \(GuestFiles.kernelArguments(architecture))
        initrd /initrd.img
        boot

        """
    }
}
