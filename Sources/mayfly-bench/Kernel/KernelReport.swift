import Terminal

/// What a benchmark of kernels found: every sample, and what follows from them.
struct KernelReport: Encodable, Sendable {
    /// Seconds by round.
    struct Lines: Encodable, Sendable {
        /// From the call that starts QEMU, or that makes our machine, to the first line of userspace.
        var fromCall: [Double] = []
        /// From the kernel's first line to that.
        var fromKernel: [Double] = []
    }

    struct Initramfs: Encodable, Sendable {
        var cold: [Double] = []
        var cached: [Double] = []
    }

    /// From the call until all has ended, of `true` in a guest with this kernel.
    struct Contest: Encodable, Sendable {
        /// virtme-ng's.
        var version: String
        var theirs: [Double] = []
        /// Ours in an initramfs.
        var ours: [Double] = []
        /// Ours on this host's root, as virtme-ng's is.
        var oursOnRoot: [Double] = []

        /// How many times as long it takes, as the median of the rounds' quotients.
        var ratio: Double { median(zip(theirs, ours).map { $0 / $1 }) }
        var ratioOnRoot: Double { median(zip(theirs, oursOnRoot).map { $0 / $1 }) }
    }

    /// What a loop of boots left, and what this process had before and after it.
    struct Loop: Encodable, Sendable {
        var boots: Int
        /// Seconds that each took.
        var samples: [Double]
        /// Processes and files that have a run id of the loop's machines in their arguments or names.
        var processes: [String]
        var files: [String]
        var before: Footprint
        var after: Footprint

        var isClean: Bool {
            processes.isEmpty && files.isEmpty && after.descriptors <= before.descriptors
                && after.children <= before.children
        }
    }

    let unit = "s"
    let kernel: String
    let accelerator: String
    let host: HostReport
    var bare: Lines
    var ours: Lines
    /// What we take over what the bare QEMU does, as the median of the rounds' quotients: 1.05 is 5 % more.
    let ratioFromCall: Double
    let ratioFromKernel: Double
    /// Our own, with busybox, the helper and its modules.
    let initramfs: Initramfs
    /// One of a directory with busybox.
    let directory: Initramfs
    var virtme: Contest?
    let virtmeRatio: Double?
    let virtmeRatioOnRoot: Double?
    var loop: Loop?

    init(
        kernel: String, accelerator: String, host: HostReport, bare: Lines, ours: Lines, initramfs: Initramfs,
        directory: Initramfs, virtme: Contest?, loop: Loop?
    ) {
        (self.kernel, self.accelerator, self.host, self.bare, self.ours) = (kernel, accelerator, host, bare, ours)
        (self.initramfs, self.directory, self.virtme, self.loop) = (initramfs, directory, virtme, loop)
        (virtmeRatio, virtmeRatioOnRoot) = (virtme?.ratio, virtme?.ratioOnRoot)
        ratioFromCall = median(zip(ours.fromCall, bare.fromCall).map { $0 / $1 })
        ratioFromKernel = median(zip(ours.fromKernel, bare.fromKernel).map { $0 / $1 })
    }

    var text: String {
        var table = Table(("", .left), ("MIN", .right), ("MEDIAN", .right), ("MAX", .right))
        for (name, values) in [
            ("bare, from the call", bare.fromCall), ("ours, from the call", ours.fromCall),
            ("bare, from the kernel's first line", bare.fromKernel),
            ("ours, from the kernel's first line", ours.fromKernel), ("initramfs, cold", initramfs.cold),
            ("initramfs, cached", initramfs.cached), ("directory, cold", directory.cold),
            ("directory, cached", directory.cached), ("virtme-ng, a command", virtme?.theirs ?? []),
            ("ours, a command", virtme?.ours ?? []),
            ("ours, on this host's root", virtme?.oursOnRoot ?? []),
        ] where !values.isEmpty {
            table.add(
                name, (values.min() ?? 0).milliseconds, median(values).milliseconds, (values.max() ?? 0).milliseconds)
        }
        let percent = { (ratio: Double) in "\(((ratio - 1) * 1000).rounded() / 10) %" }
        return "\(kernel), \(accelerator), \(bare.fromCall.count) rounds, \(host.text)\n\n\(table.text)\n"
            + "to the first line of userspace we add \(percent(ratioFromCall)) from the call, "
            + "\(percent(ratioFromKernel)) from the kernel's first line\n"
            + (virtme?.text ?? "")
            + (loop?.text ?? "")
    }
}

extension KernelReport.Contest {
    fileprivate var text: String {
        let times = { (ratio: Double) in "\((ratio * 10).rounded() / 10) times" }
        return "\(version) takes \(times(ratio)) as long as we in an initramfs, \(times(ratioOnRoot)) as long as we on "
            + "this host's root\n"
    }
}

extension KernelReport.Loop {
    fileprivate var text: String {
        func change(_ name: String, _ value: KeyPath<Footprint, Int>) -> String {
            "  \(name): \(before[keyPath: value]), then \(after[keyPath: value])\n"
        }
        return "after \(boots) boots, \(median(samples).milliseconds) each: \(processes.count) processes and "
            + "\(files.count) files of theirs\n" + (processes + files).map { "  \($0)\n" }.joined()
            + change("descriptors", \.descriptors) + change("sockets", \.sockets) + change("children", \.children)
            + change("KiB of memory", \.memory)
    }
}
