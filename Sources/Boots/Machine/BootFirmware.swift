/// What a boot's machine begins with, in the place of its own firmware.
public enum BootFirmware: Sendable, Hashable {
    /// This host's UEFI for the machine's architecture, with variables of its own.
    case uefi
    /// A firmware as one file, by its absolute path: OVMF, U-Boot, OpenSBI, coreboot.
    case file(String)

    /// What stands for ``uefi``.
    package static let uefiName = "uefi"

    /// As `mayfly boot --firmware` has it.
    package init(_ text: String) { self = text == Self.uefiName ? .uefi : .file(text) }

    package var text: String {
        switch self {
        case .uefi: Self.uefiName
        case .file(let path): path
        }
    }
}
