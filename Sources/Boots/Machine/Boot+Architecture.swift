package import KubeVirt
import LocalProvider
import Machines

/// The machine of another architecture than this host's.
extension Boot {
    /// Those that have a machine here, see ``architecture``.
    package static let architectures: [Architecture] = [
        .amd64, .arm64, .armhf, .i386, .mips64el, .ppc64le, .riscv64, .s390x,
    ]

    /// The machine's: that of the board, the one that was asked for, or this host's.
    package var machineArchitecture: Architecture {
        board == nil ? architecture ?? .ofThisHost : Board.architecture
    }

    /// Whether nothing of this host runs in it.
    var isForeign: Bool { board == nil && machineArchitecture != .ofThisHost }

    /// Why this host cannot run such a machine at all, and what to install; nil when it can.
    package var obstacle: String? { Emulator.obstacle(for: machineArchitecture) }

    /// Refuses what another architecture cannot have, by the words of the command line.
    func checkArchitecture() throws(MachineError) {
        guard let architecture else { return }
        guard Self.architectures.contains(architecture) else {
            throw MachineError(
                .invalidInput,
                "there is no machine of the architecture \(architecture.rawValue); known are "
                    + Self.architectures.map(\.rawValue).joined(separator: ", "))
        }
        guard board == nil else {
            throw MachineError(
                .invalidInput, "a board has an architecture of its own; leave --arch or --machine out")
        }
        guard isForeign else { return }
        let asked: [(String, Bool)] = [
            ("a command behind --", !command.isEmpty), ("--copy-in", !copies.isEmpty), ("--root", root != nil),
            ("--modules", modules != nil),
        ]
        let (name, own) = (architecture.rawValue, Architecture.ofThisHost.rawValue)
        if let word = asked.first(where: \.1)?.0 {
            throw MachineError(
                .invalidInput,
                "this host is \(own), and so are our helper and busybox, without which a guest of \(name) cannot have "
                    + "\(word). Leave that out, and have an --initrd of its own say on the console how it goes")
        }
        guard !hasTools else {
            throw MachineError(
                .invalidInput,
                "our own initramfs is for \(own), this host's architecture. Give \(name) one of its own by --initrd or "
                    + "--initramfs DIR, or none by --no-initrd")
        }
    }
}
