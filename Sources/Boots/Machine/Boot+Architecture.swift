import Fixtures
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
        guard busybox == nil || hasTools else {
            throw MachineError(
                .invalidInput, "--busybox is for our own initramfs; leave it out, or the initramfs of yours")
        }
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
        guard root != RootPlace.host else {
            throw MachineError(
                .invalidInput,
                "--root host has this host's own programs, which a guest of \(architecture.rawValue) cannot run; name a "
                    + "directory or a disk image of that architecture")
        }
        guard hasTools, !hasBusybox else { return }
        throw MachineError(
            .invalidInput,
            "our initramfs has this host's busybox, which a guest of \(architecture.rawValue) cannot run. Name one for it by "
                + "--busybox, a static program or Debian's package: \(BusyboxFile.remedy(for: architecture)). Or give it an "
                + "initramfs of its own by --initrd or --initramfs DIR, or none by --no-initrd")
    }

    private var hasBusybox: Bool {
        if case .recipe(let source) = userspace, source.busyboxProgram != nil { return true }
        return busybox != nil
    }
}
