import DomainXML
import KubeVirt
import Machines

extension Boot {
    /// Whether nothing of the host's gets into the guest: each run is the same, and so can be recorded.
    var isExact: Bool { repetition == .exact || debugging.recording != nil }

    /// Why it is not known that a machine of the type that was asked for repeats; nil where it is.
    private var obstacleOfType: String? {
        let architecture = machineArchitecture
        guard board == nil, let machineType, !architecture.isShownToRepeat(on: machineType) else { return nil }
        guard let usual = architecture.typeShownToRepeat else {
            return "it was not shown of any machine of \(architecture.rawValue)"
        }
        return "of \(architecture.rawValue)'s machines only \(usual) was shown to repeat; leave --machine out"
    }

    /// Says what a boot whose runs are the same cannot have, before anything is started.
    func checkRepetition() throws(MachineError) {
        guard isExact else { return }
        let obstacles = [
            (debugging.debugger != nil, "--gdb", "attach gdb when it is run again (mayfly replay)"),
            (debugging.network != nil, "--network", "when packets come is the host's matter"),
            (
                rootWay != nil && rootWay != .pmem, "--root-by \(rootWay?.rawValue ?? "")",
                "when it answers is the host's matter; persistent memory answers at once (--root-by pmem)"
            ),
            (cpus > 1, "--cpus", "several processors run in an order that is the host's"),
            (obstacleOfType != nil, "--machine \(machineType ?? "")", obstacleOfType ?? ""),
            (
                !copies.isEmpty, "--copy-in and --kselftest",
                "nobody talks to the guest; have its initramfs bring the files"
            ),
            (
                hasTools && command.isEmpty && awaitsKernelTests, "--kunit without a command",
                "nobody asks the guest whether it is up; add a command, such as -- true"
            ),
        ]
        guard let (_, words, reason) = obstacles.first(where: \.0) else { return }
        let what = debugging.recording == nil ? "whose runs shall be the same" : "that is recorded"
        throw MachineError(.invalidInput, "a boot \(what) cannot have \(words): \(reason)")
    }
}
