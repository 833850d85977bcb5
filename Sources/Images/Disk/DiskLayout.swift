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

    /// Everything is named by the request, so that the same request gives the same names: 64 hexadecimal digits.
    init(key: String, architecture: String) {
        let digits = Array(key.utf8)
        // Four UUIDs from disjoint parts of a digest of 64 digits would need 128: each takes a stride of its own.
        func identity(_ number: Int) -> String {
            var text = (0..<32).map { digits.isEmpty ? UInt8(0x30) : digits[($0 * 2 + number * 13) % digits.count] }
            text[12] = UInt8(ascii: "4")
            text[16] = UInt8(ascii: "8")
            let plain = String(decoding: text, as: UTF8.self)
            var parts: [Substring] = []
            var rest = plain[...]
            for length in [8, 4, 4, 4, 12] {
                parts.append(rest.prefix(length))
                rest = rest.dropFirst(length)
            }
            return parts.joined(separator: "-")
        }
        bios = Partition(
            name: "bios", type: "21686148-6449-6E6F-744E-656564454649", first: 2048, last: 4095, identity: identity(0))
        system = Partition(
            name: "efi", type: "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", first: 4096, last: 69631, identity: identity(1))
        root = Partition(
            name: "root", type: Self.rootType(architecture), first: 69632, last: -2048, identity: identity(2))
        rootFileSystem = identity(3)
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
