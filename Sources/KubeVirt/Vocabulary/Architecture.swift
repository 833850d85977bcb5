/// Instruction set of a guest, as KubeVirt (and Go) names it.
public struct Architecture: RawRepresentable, Sendable, Hashable, Codable {
    /// The name, such as `amd64`.
    public var rawValue: String

    /// An architecture by its name; unknown names are refused by admission, not here.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// 64-bit x86.
    public static let amd64 = Architecture(rawValue: "amd64")
    /// 64-bit Arm.
    public static let arm64 = Architecture(rawValue: "arm64")
    /// IBM Z.
    public static let s390x = Architecture(rawValue: "s390x")

    /// 32-bit Arm with hardware for floating point, as Debian calls it.
    public static let armhf = Architecture(rawValue: "armhf")
    /// 32-bit x86.
    public static let i386 = Architecture(rawValue: "i386")
    /// 64-bit MIPS, little endian.
    public static let mips64el = Architecture(rawValue: "mips64el")
    /// 64-bit POWER, little endian.
    public static let ppc64le = Architecture(rawValue: "ppc64le")
    /// 64-bit RISC-V.
    public static let riscv64 = Architecture(rawValue: "riscv64")

    /// Those that KubeVirt does not know: a machine of such a one says so by an annotation, and is emulated.
    public static let beyondKubeVirt: [Architecture] = [.armhf, .i386, .mips64el, .ppc64le, .riscv64]

    /// Those of KubeVirt.
    package static let supported: [Architecture] = [.amd64, .arm64, .s390x]

    /// QEMU's default machine type, as KubeVirt's configuration has it.
    package var defaultMachineType: String? {
        switch self {
        case .amd64: "q35"
        case .arm64: "virt"
        case .s390x: "s390-ccw-virtio"
        case .armhf, .riscv64: "virt"
        case .i386: "q35"
        case .mips64el: "malta"
        case .ppc64le: "pseries"
        default: nil
        }
    }

    /// What a Linux kernel of the architecture calls the console that is captured, for `console=` of its arguments.
    public var console: String {
        switch self {
        case .arm64, .armhf: "ttyAMA0"
        case .ppc64le: "hvc0"
        case .s390x: "ttysclp0"
        default: "ttyS0"
        }
    }

    /// Whether its machines tell of their hardware by ACPI when nobody says that they shall not.
    package var mayHaveACPI: Bool { ![.armhf, .mips64el, .ppc64le, .riscv64, .s390x].contains(self) }

    /// Whether it is a PC, with all that a PC has.
    package var isPC: Bool { self == .amd64 || self == .i386 }
}
