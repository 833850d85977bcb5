/// Firmware or boot loader found nothing that it could start: SeaBIOS, EDK II, GRUB.
struct NothingToBoot: ConsoleClass {
    let readsPrompts = true

    private static let sentences = [
        "No bootable device.",
        "BdsDxe: No bootable option or device was found.",
        "UEFI Interactive Shell v",
        "grub rescue>",
    ]

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        let isEfiPrompt = line.text == "Shell>" || line.text == "Shell> "
        let isSentence = Self.sentences.contains { line.text.hasPrefix($0) }
        return isEfiPrompt || isSentence ? (.nothingToBoot, line.text) : nil
    }
}
