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

    /// Those with a machine type of their own here.
    package static let supported: [Architecture] = [.amd64, .arm64, .s390x]

    /// QEMU's default machine type, as KubeVirt's configuration has it.
    package var defaultMachineType: String? {
        switch self {
        case .amd64: "q35"
        case .arm64: "virt"
        case .s390x: "s390-ccw-virtio"
        default: nil
        }
    }
}
