import Glibc
import Host
import Offload

/// Which kernel a file or a directory of modules is of.
enum KernelFile {
    /// The directory's own name, followed through a link.
    static func version(ofModules source: String) throws(CustomizeError) -> String {
        let name = HostFile.name(source)
        guard FileSystem.exists(source + "/modules.order") || FileSystem.exists(source + "/modules.dep"),
            isVersion(name)
        else {
            throw CustomizeError(
                .input,
                "\(source) is no directory of a kernel's modules: those are called /lib/modules/VERSION and have a "
                    + "file modules.dep or modules.order")
        }
        return name
    }

    /// What a kernel for x86 says of itself: Linux's boot protocol has the place of a text at 0x20E.
    static func version(of path: String) throws(CustomizeError) -> String {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        let file = number >= 0 ? Descriptor(owning: number) : nil
        var head = [UInt8](repeating: 0, count: 64 << 10)
        let count = file.map { pread($0.raw, &head, head.count, 0) } ?? 0
        if count > 0x210, Array(head[0x202..<0x206]) == Array("HdrS".utf8) {
            let place = 0x200 + Int(head[0x20E]) + Int(head[0x20F]) << 8
            let text = head.prefix(count).dropFirst(place).prefix { $0 != 0 && $0 != 0x20 }
            let version = String(decoding: text, as: UTF8.self)
            if isVersion(version) { return version }
        }
        throw CustomizeError(
            .input,
            "\(path) does not say which kernel it is. Name its modules' directory too: modules: /lib/modules/VERSION.")
    }

    private static func isVersion(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count < 100 && text.first?.isNumber == true
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_+~".contains($0)) }
    }
}
