/// The guest stopped booting and waits at a prompt for repair: systemd, dracut and initramfs-tools each in their own words.
///
/// A shell that somebody wanted does not count: busybox greets with "built-in shell (ash)" in any of them.
struct EmergencyShell: ConsoleClass {
    let readsPrompts = true

    private static let sentences = [
        // systemd's emergency and rescue targets, and sulogin behind them.
        "You are in emergency mode.", "You are in rescue mode.", "Welcome to emergency mode!",
        "Give root password for maintenance", "Press Enter for maintenance",
        "Cannot open access to console, the root account is locked.",
        // dracut.
        "Entering emergency mode. Exit the shell to continue.", "dracut:/#",
        // initramfs-tools.
        "(initramfs)", "Gave up waiting for root file system device.", "Gave up waiting for root device.",
    ]

    private static let most = 12

    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)? {
        let isPrompt = Self.sentences.contains { line.text.hasPrefix($0) }
        // "ALERT!  /dev/sda1 does not exist.  Dropping to a shell!"
        let isAlert = line.text.hasPrefix("ALERT!") && line.text.contains("Dropping to a shell!")
        let isBanner = line.text.hasPrefix("BusyBox v") && line.text.contains("built-in shell (initramfs)")
        return isPrompt || isAlert || isBanner ? (.emergencyShell, line.text) : nil
    }

    /// The advice after the first sentence, up to the prompt.
    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation {
        block.count + 1 < Self.most ? .belongs : .ends
    }
}
