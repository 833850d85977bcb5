package import Lifecycle

/// How much of the host's memory a QEMU is going to take: private pages, as they will be used.
///
/// Figures are RssAnon of QEMU 7.2, mapping by mapping: the tiny guest, and Debian 12 with 1 GiB after its boot.
package struct MemoryNeed: Sendable, Hashable {
    /// The guest's, in bytes; 0 where that is not the host's ordinary memory.
    package var guest: Int64
    package var processors: Int64 = 1
    package var disks: Int64 = 0
    package let accelerator: Accelerator

    package init(guest: Int64, processors: Int64 = 1, disks: Int64 = 0, accelerator: Accelerator) {
        (self.guest, self.processors, self.disks, self.accelerator) = (guest, processors, disks, accelerator)
    }

    /// Heap, devices, stacks: 31 MiB of the tiny guest's.
    private static let own: Int64 = 32 << 20
    /// A virtual processor's thread and buffers.
    private static let processor: Int64 = 2 << 20
    /// A qcow2's table cache, 32 MiB, and buffers of requests: 66 MiB of Debian's after it has read its disk.
    private static let disk: Int64 = 64 << 20
    /// Translated code under emulation is kept, up to 1 GiB: 49 MiB of the tiny guest's, 470 MiB of Debian's.
    private static let mostTranslations: Int64 = 480 << 20
    /// What a fork translates again until it has run some commands.
    private static let forkTranslations: Int64 = 24 << 20
    /// What a fork that does little writes of the template's pages, and a sixty-fourth of its memory.
    private static let written: Int64 = 8 << 20

    private var emulator: Int64 { Self.own + processors * Self.processor }

    /// A machine that boots: it uses all its memory in time, if only for its page cache.
    package var boot: Int64 {
        let translations = accelerator == .tcg ? min(Self.mostTranslations, guest / 4 * 3) : 0
        return guest + emulator + disks * Self.disk + translations
    }

    /// A fork of a template, whose memory it shares until it writes: 50 to 70 MiB were seen.
    ///
    /// An estimate: what it takes beyond is missing for those who come after it.
    package var fork: Int64 {
        min(boot, emulator + (accelerator == .tcg ? Self.forkTranslations : 0) + Self.written + guest >> 6)
    }
}
