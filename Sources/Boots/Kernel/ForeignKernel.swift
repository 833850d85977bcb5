import Host
import Images
import KubeVirt
import LocalProvider
import Machines
import Offload

/// Tells a kernel for another architecture than this host's from what is none: an image, or the directory in which it was
/// built. What is no such kernel is told before anything is started.
struct ForeignKernel: Sendable {
    let architecture: Architecture

    /// Why this host's own kernel is none.
    var refusalOfOwn: MachineError {
        refusal("'host' is this host's own kernel, for \(Architecture.ofThisHost.rawValue)")
    }

    /// An image; its version is empty where neither it nor its name has it.
    func file(_ path: String) throws(MachineError) -> KernelFiles {
        try check(path)
        return KernelFiles(image: path, version: HostKernel.release(of: path) ?? "")
    }

    /// A directory in which a kernel was built.
    func tree(_ place: String) throws(MachineError) -> KernelFiles {
        guard FileSystem.exists("\(place)/\(image)") else { throw refusal("there is no \(image) in \(place)") }
        var found = KernelFiles(image: "\(place)/\(image)", version: "")
        try check(found.image)
        let release = FileSystem.text(place + "/include/config/kernel.release") ?? ""
        found.version = String(release.prefix { !$0.isNewline })
        if FileSystem.exists(place + "/vmlinux") { found.symbols = place + "/vmlinux" }
        return found
    }

    /// Refuses an image that is none of the architecture's.
    func check(_ image: String) throws(MachineError) {
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try beginning(of: image, KernelImage.enough) } catch {
            throw MachineError(.invalidInput, "the kernel \(image) cannot be read: \(error.reason)")
        }
        guard Self.isKernel(bytes, for: architecture) else { throw refusal("\(image) is none") }
    }

    /// Whether QEMU's machine of the architecture boots what begins so.
    static func isKernel(_ bytes: [UInt8], for architecture: Architecture) -> Bool {
        func has(_ magic: [UInt8], at offset: Int) -> Bool {
            bytes.count >= offset + magic.count && bytes[offset...].starts(with: magic)
        }
        let kind = KernelImage(bytes)
        switch architecture {
        // Both have the same header.
        case .amd64, .i386: return kind == .bootable(Architecture.amd64.rawValue)
        case .arm64: return kind == .bootable(architecture.rawValue) || kind == .packed
        case .armhf: return has([0x18, 0x28, 0x6F, 0x01], at: 0x24)
        case .riscv64: return has(Array("RSC".utf8), at: 56) || isProgram(bytes, machine: 243)
        case .mips64el: return isProgram(bytes, machine: 8)
        case .ppc64le: return isProgram(bytes, machine: 21)
        // Its image has no sign of its own; what is known to be something else is refused.
        case .s390x: return isProgram(bytes, machine: 22) || kind == .unknown
        default: return false
        }
    }

    /// Whether a program begins so that runs on the architecture.
    static func isProgram(_ bytes: [UInt8], for architecture: Architecture) -> Bool {
        let machines: [Architecture: UInt8] = [
            .amd64: 62, .arm64: 183, .armhf: 40, .i386: 3, .mips64el: 8, .ppc64le: 21, .riscv64: 243, .s390x: 22,
        ]
        return machines[architecture].map { isProgram(bytes, machine: $0) } ?? false
    }

    /// An ELF file for this machine, by its `e_machine` in the file's own order of bytes.
    private static func isProgram(_ bytes: [UInt8], machine: UInt8) -> Bool {
        guard KernelImage(bytes) == .symbols, bytes.count >= 20 else { return false }
        return bytes[5] == 1 ? bytes[18...19] == [machine, 0] : bytes[18...19] == [0, machine]
    }

    /// Where a build leaves what is booted.
    private var image: String {
        switch architecture {
        case .amd64, .i386: "arch/x86/boot/bzImage"
        case .arm64: "arch/arm64/boot/Image"
        case .armhf: "arch/arm/boot/zImage"
        case .riscv64: "arch/riscv/boot/Image"
        case .s390x: "arch/s390/boot/bzImage"
        default: "vmlinux"
        }
    }

    private func refusal(_ words: String) -> MachineError {
        MachineError(
            .invalidInput,
            "\(words). Name a kernel for \(architecture.rawValue): its image (\(image.split(separator: "/").last ?? "")), the "
                + "directory in which it was built, or a package with it")
    }
}
