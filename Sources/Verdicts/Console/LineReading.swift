/// A line as the classes look at it: what is shown, and what of it the kernel said.
struct LineReading {
    let text: Substring
    /// The messages after each kernel time stamp in the line. Usually one; it may stand behind a prompt that waited.
    let stamped: [KernelMessage]
    /// What this boot has shown of itself before this line.
    let boot: BootFacts
    /// What the kernel may have said: after a time stamp, or the whole line when its messages carry none.
    let kernel: [Substring]
    /// What the kernel says now. On a console whose kernel stamps its messages, what has no stamp is somebody else's,
    /// and a stamp from long ago is a log that is shown again.
    let reports: [Substring]

    init(_ text: String, _ boot: BootFacts = BootFacts()) {
        self.text = PrintkPrefix.withoutLevel(text).drop { $0 == " " }
        stamped = PrintkPrefix.messages(in: text)
        self.boot = boot
        kernel = [self.text] + stamped.map(\.text)
        reports =
            boot.stampsMessages || !stamped.isEmpty
            ? stamped.compactMap { boot.isOld($0) ? nil : $0.text } : [self.text]
    }

    /// Who printed it, where the kernel says so.
    var caller: Substring? { stamped.first?.caller }

    /// The rest of the kernel's message that begins so.
    func kernelMessage(after beginning: String) -> Substring? {
        for message in kernel where message.hasPrefix(beginning) { return message.dropFirst(beginning.count) }
        return nil
    }

    /// The rest of what the kernel says now, if it begins so.
    func report(after beginning: String) -> Substring? {
        for message in reports where message.hasPrefix(beginning) { return message.dropFirst(beginning.count) }
        return nil
    }
}

/// What was seen of a boot so far that later lines are read by.
struct BootFacts {
    enum Firmware: Sendable {
        case uboot
        case slof
    }

    private(set) var stampsMessages = false
    private var latest: UInt64 = 0
    private(set) var firmware: Firmware?

    /// Messages of several processors may come in another order than their stamps; not by more than this.
    private static let disorder: UInt64 = 1_000_000

    func isOld(_ message: KernelMessage) -> Bool { message.microseconds &+ Self.disorder < latest }

    mutating func take(_ line: LineReading) {
        for message in line.stamped {
            stampsMessages = true
            firmware = nil
            latest = max(latest, message.microseconds)
        }
        if line.text.hasPrefix("U-Boot 20") || line.text.hasPrefix("U-Boot SPL 20") { firmware = .uboot }
        if line.text.hasPrefix("SLOF") { firmware = .slof }
        if line.text.hasPrefix("Starting kernel ...") || line.text.hasPrefix("Booting Linux via __start()") {
            firmware = nil
        }
    }
}
