import Boots
import Mayfly
import Terminal

/// The options of `mayfly boot` for who looks for a fault.
enum DebuggingOptions {
    static let gdb = Flag(
        "gdb", "Have the machine wait for gdb before its first instruction, and print the command that attaches it.")
    static let gdbNowait = Flag("gdb-nowait", "The same, but let the machine run, whether or not gdb comes.")
    static let monitor = Flag("monitor", "Print where QEMU's monitor is, for people.")
    static let shellOnFailure = Flag(
        "shell-on-failure",
        "When the boot has failed, leave the machine standing, with its console on this terminal until ^].")
    static let dump = Option(
        "dump", .path.named("FILE"), "When the boot has failed, write the guest's memory into this file, a new one.")
    static let dumpFormat = Option(
        "dump-format", .choice(of: Debugging.DumpFormat.self),
        "How: as an ELF core (default), for gdb and crash, or compressed as kdump does it, for crash.")
    static let network = Option(
        "network", .choice(of: Reach.self),
        "Give the machine a card: isolated leads nowhere, outbound reaches what this host reaches.")
    static let pcap = Option(
        "pcap", .path.named("FILE"), "Write all packets of that card into this file, for wireshark and tcpdump.")

    static let coverage = Option(
        "coverage", .path.named("DIR"),
        "Copy the coverage of a kernel that has gcov into this directory, a new one, when the boot has come to its end."
    )

    static let kcov = Option(
        "kcov", .path.named("FILE"),
        "Write into this file, a new one, what CMD touched in a kernel that has kcov: source lines for lcov, or addresses."
    )

    /// How far a boot's network reaches.
    enum Reach: String, CaseIterable, Sendable {
        case isolated, outbound
    }

    static let specs = [
        gdb.spec, gdbNowait.spec, monitor.spec, shellOnFailure.spec, dump.spec, dumpFormat.spec, network.spec,
        pcap.spec, coverage.spec, kcov.spec,
    ]

    /// What the words ask for.
    static func debugging(_ invocation: Invocation) throws(MachineError) -> BootDebugging {
        var debugging = BootDebugging()
        let stands = invocation[shellOnFailure]
        if invocation[gdb] {
            debugging.debugger = .wait
        } else if invocation[gdbNowait] || stands {
            debugging.debugger = .nowait
        }
        debugging.hasMonitor = invocation[monitor] || stands
        if let path = invocation[dump] {
            debugging.dump = HostFile.absolute(path)
            guard !HostFile.exists(path) else {
                throw MachineError(
                    .invalidInput, "--dump writes a new file, and \(path) is there. Remove it, or name another one")
            }
        }
        if let path = invocation[coverage] {
            debugging.coverage = HostFile.absolute(path)
            guard !HostFile.exists(path) else {
                throw MachineError(
                    .invalidInput,
                    "--coverage makes a new directory, and \(path) is there. Remove it, or name another one")
            }
        }
        if let path = invocation[kcov] {
            debugging.kcov = HostFile.absolute(path)
            guard !HostFile.exists(path) else {
                throw MachineError(
                    .invalidInput, "--kcov writes a new file, and \(path) is there. Remove it, or name another one")
            }
        }
        guard invocation[dumpFormat] == nil || debugging.dump != nil else {
            throw MachineError(.invalidInput, "--dump-format is for a dump; say where to by --dump FILE")
        }
        debugging.dumpFormat = invocation[dumpFormat] ?? .elf
        debugging.network = invocation[network].flatMap { NetworkPolicy(rawValue: $0.rawValue) }
        debugging.packets = invocation[pcap].map(HostFile.absolute)
        guard debugging.packets == nil || debugging.network != nil else {
            throw MachineError(
                .invalidInput,
                "--pcap keeps the packets of a network card, and the machine has none. "
                    + "Add --network isolated or --network outbound")
        }
        return debugging
    }

    /// Several machines at once would wait for one person, and write one file.
    static func refuse(inLoop invocation: Invocation) throws(MachineError) {
        let words = [
            ("--gdb", invocation[gdb]), ("--gdb-nowait", invocation[gdbNowait]), ("--monitor", invocation[monitor]),
            ("--shell-on-failure", invocation[shellOnFailure]), ("--dump", invocation[dump] != nil),
            ("--pcap", invocation[pcap] != nil), ("--coverage", invocation[coverage] != nil),
            ("--kcov", invocation[kcov] != nil),
        ]
        guard let word = words.first(where: \.1)?.0 else { return }
        throw MachineError(
            .invalidInput,
            "\(word) is for one boot, and --runs, --until-failure and --matrix are many; leave one of them out")
    }
}
