import Mayfly
import Terminal

/// `mayfly-bench kernel`: what `mayfly boot` costs beside a bare QEMU, what an initramfs costs, and what is left of many boots.
enum KernelCommand {
    static let kernel = Option(
        "kernel", short: "k", .path,
        "The kernel, as `mayfly boot` takes it (default host, the newest that this host has).")
    static let rounds = Option(
        "rounds", short: "n", .integer(1...1000), "How many boots of each kind are counted (default 10).")
    static let boots = Option(
        "boots", .integer(0...10_000), "How many boots in a loop are looked at for what they leave (default 100).")
    static let virtme = Flag(
        "virtme-ng", "Compare with virtme-ng (vng on PATH): the kernel, one command, and the end of it all, in turns.")
    static let output = Option(
        "output", short: "o", .choice(of: BootCommand.Format.self), "How to print: text (default) or json.")

    static let spec = CommandSpec(
        "kernel",
        "Boot a kernel by a bare QEMU command line and by us, in turns; assemble its initramfs; look for leaks",
        discussion: """
            lines: the time to the first line of userspace, an init of three lines, from the call and from the kernel's first \
            line, with the same kernel, initramfs, command line, memory and processor. initramfs: making our own and one of a \
            directory, in an empty store (cold) and again (cached). loop: what is there before and after so many boots: \
            machines' processes and files by their run ids, this process's descriptors, sockets and memory. virtme: `true` in a \
            guest, from the call until all has ended; virtme-ng's guest is on this host's root by 9p, which Debian's cloud kernel \
            does not know; ours in an initramfs, and on this host's root.
            """,
        options: [kernel.spec, rounds.spec, boots.spec, virtme.spec, output.spec],
        exitCodes: [
            ExitCode("0", "Measured, and nothing was left."),
            ExitCode("1", "A boot failed, or the loop left processes, files or descriptors."),
        ],
        examples: [
            Example("mayfly-bench kernel --output json", "every sample, for a file"),
            Example("mayfly-bench kernel --rounds 3 --boots 0", "without the loop"),
            Example("mayfly-bench kernel --kernel linux/boot/vmlinuz-6.1.0-amd64 --virtme-ng", "beside virtme-ng"),
        ])

    /// Returns the exit status. A signal ends the machines first.
    static func run(_ invocation: Invocation) async -> Int32 {
        await interruptible(spec) {
            let report = try await KernelBenchmark(
                kernel: invocation[kernel] ?? "host", rounds: invocation[rounds] ?? 10, boots: invocation[boots] ?? 100,
                comparesVirtme: invocation[virtme]
            ).run()
            print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
            return report.loop?.isClean ?? true ? 0 : 1
        }
    }
}
