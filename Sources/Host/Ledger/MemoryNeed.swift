package import Lifecycle

/// How much of the host's memory a QEMU is going to take: private pages, as they will be used.
package struct MemoryNeed: Sendable, Hashable {
    /// The guest's, in bytes; 0 where that is not the host's ordinary memory.
    package let guest: Int64
    package let processors: Int64
    package let accelerator: Accelerator

    package init(guest: Int64, processors: Int64 = 1, accelerator: Accelerator) {
        (self.guest, self.processors, self.accelerator) = (guest, processors, accelerator)
    }

    /// Heap, devices, stacks, buffers of disks under load.
    private static let own: Int64 = 40 << 20
    /// Translated code under emulation: 24 MiB of an idle Debian's, twice that while it boots.
    private static let translations: Int64 = 48 << 20
    /// A thread and its buffers.
    private static let processor: Int64 = 2 << 20
    /// What a fork that does little writes of the template's pages.
    private static let forked: Int64 = 16 << 20

    private var emulator: Int64 {
        // Page tables: one page of 8-byte entries for 2 MiB of the guest's.
        Self.own + processors * Self.processor + (accelerator == .tcg ? Self.translations : 0) + guest >> 9
    }

    /// A machine that boots: the guest uses all it has in time, if only for its page cache.
    package var boot: Int64 { guest + emulator }

    /// A fork of a template whose memory it shares until it writes: a sixty-fourth of it at least.
    ///
    /// An estimate: the more it takes beyond, the fewer are admitted after it.
    package var fork: Int64 { emulator + min(guest, Self.forked + guest >> 6) }
}
