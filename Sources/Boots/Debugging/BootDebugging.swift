public import KubeVirt

/// What a boot leaves to who looks for a fault, beside its console.
public struct BootDebugging: Sendable, Hashable {
    /// Whether gdb may come, and whether the machine waits for it before its first instruction.
    public var debugger: Debugging.Debugger?
    /// Whether QEMU's monitor is on a socket.
    public var hasMonitor = false
    /// Where the guest's memory is written to when the boot fails; nothing may be there yet.
    public var dump: String?
    /// The format of that.
    public var dumpFormat = Debugging.DumpFormat.elf
    /// How far the network of the machine's card reaches; it has no card when nil.
    public var network: NetworkPolicy?
    /// Where the packets of that card are written to.
    public var packets: String?

    /// The directory, a new one, into which the kernel's coverage is copied when the boot has come to its end; it has to have
    /// gcov, and our helper beside it.
    public var coverage: String?
    /// The file, a new one, into which is written what the command's processes and threads touched in the kernel: an lcov
    /// tracefile where the kernel's symbols are here, else one address a line. It has to have kcov, and our helper beside it.
    public var kcov: String?

    /// The archive in which the boot is recorded, so that it can be run again.
    public var recording: String?
    /// Whether only the recording of a boot that failed is kept.
    public var recordsOnlyFailures = false
    /// The command line that a recording tells.
    public var words: [String] = []

    /// Nothing of all that.
    public init() {}

    /// What the card is called in the VMI.
    static let card = "default"

    /// Whether the kernel has to be where its symbols say that it is.
    var knowsAddresses: Bool { debugger != nil || recording != nil || dump != nil }

    /// The same, as a VMI asks for it.
    var annotations: Debugging {
        Debugging(
            debugger: debugger, hasMonitor: hasMonitor, dump: dump == nil ? nil : dumpFormat,
            captures: packets == nil ? [] : [Self.card], isRecorded: recording != nil)
    }

    func connect(_ spec: inout VirtualMachineInstanceSpec) {
        guard network != nil else { return }
        spec.domain.devices.autoattachPodInterface = nil
        spec.domain.devices.interfaces = [.init(masquerade: .init(), name: Self.card)]
        spec.networks = [.init(name: Self.card, pod: .init())]
    }
}
