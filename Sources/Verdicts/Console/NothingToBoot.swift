/// Firmware or boot loader found nothing that it could start.
struct NothingToBoot: ConsoleClass {
    let readsPrompts = true

    private static let sentences = [
        // SeaBIOS.
        "No bootable device.",
        // EDK II.
        "BdsDxe: No bootable option or device was found.", "UEFI Interactive Shell v",
        // GRUB and systemd-boot.
        "grub rescue>", "grub>", "No loaders found. Configuration files in",
        // iPXE, which says so before it hands the machine back.
        "iPXE>",
        // SLOF and the other Open Firmwares of QEMU.
        "E3400: It was not possible to boot from any device", "E3407: Load failed", "No boot device!",
        "No valid state has been set by load or init-program",
        // s390-ccw.
        "! No IPL device available !", "No valid IPL device detected", "! No readable IPL device !",
        "! Cannot IPL this ISO image !", "Could not find a suitable boot device", "! IPL returns !",
        "Failed to load OS from hard disk",
        // petitboot, which waits for somebody at its menu; only its shell says so in plain text.
        "Exiting petitboot.",
    ]

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        let isSentence = Self.sentences.contains { line.text.hasPrefix($0) }
        return isSentence || isPrompt(line) || isNowhere(line.text) ? (.nothingToBoot, line.text) : nil
    }

    /// Prompts that say nothing without the firmware that printed them.
    private func isPrompt(_ line: LineReading) -> Bool {
        let text = line.text.last == " " ? line.text.dropLast() : line.text
        return switch line.boot.firmware {
        case .uboot: text == "=>" || text == "U-Boot>"
        case .slof: text == "0 >"
        case nil: text == "Shell>"
        }
    }

    /// OpenSBI goes where it was told to, and says nothing more when nothing is there:
    /// `Domain0 Next Address          : 0x0000000000000000`.
    private func isNowhere(_ text: Substring) -> Bool {
        guard text.hasPrefix("Domain0 Next Address"), let number = text.firstRange(of: ": 0x") else { return false }
        let digits = text[number.upperBound...]
        return digits.count == 16 && digits.allSatisfy { $0 == "0" }
    }
}
