import KubeVirt
import Mayfly

/// What every tool gets, so that the same is measured: taken from the fixture and the host's accelerator.
struct PeerPlan: Sendable {
    /// A Debian with an initramfs of its own does not come up in less.
    static let leastMemory = 512

    let accelerator: Accelerator
    /// As Debian and KubeVirt name it.
    let architecture: String
    /// MiB.
    let memory: Int
    let processors: Int
    /// Debian's, of the archive.
    let suite: String
    /// The kernel's package.
    let kernel: String
    /// Archives; those that a tool takes by itself when empty.
    let mirrors: [String]
    /// Where images are kept.
    let directory: String
    /// In what the peers' machines differ from the fixture's.
    let notes: [String]

    /// `machine` is the fixture's, with its defaults filled in.
    init(image: ImageSource?, machine: VirtualMachineInstance, accelerator: Accelerator, directory: String) {
        self.accelerator = accelerator
        self.directory = directory
        let architecture = machine.spec.architecture?.rawValue ?? "amd64"
        self.architecture = architecture
        let domain = machine.spec.domain
        let given = Int((domain.memory?.guest?.roundedUp ?? 0) >> 20)
        memory = max(given, Self.leastMemory)
        processors = domain.cpu?.count ?? 1
        var notes: [String] = []
        if given < memory {
            notes.append(
                "The fixture has \(given) MiB of memory; the peers have \(memory), with less they do not come up.")
        }
        let small = "linux-image-cloud-\(architecture)"
        if case .bootstrap(let source) = image, source.distribution == .debian {
            suite = source.suite
            kernel = source.kernel ?? small
            mirrors = source.mirrors
        } else {
            suite = "bookworm"
            kernel = small
            mirrors = []
            notes.append(
                "The fixture is no Debian from the archive: the peers boot a whole Debian \(suite), which is another thing."
            )
        }
        self.notes = notes
    }

    /// Debian's kernel with all drivers: some tools share files by 9p, which the cloud kernel lacks.
    var fullKernel: String { "linux-image-\(architecture)" }

    /// How long one start may take.
    var limit: Duration { .seconds(60) * accelerator.deadlineScale }

    /// QEMU's options that take its own emulation whatever /dev/kvm looks like; none where KVM works.
    ///
    /// The model is the one that libvirt gives a machine which names none.
    var emulation: [String] {
        guard accelerator == .tcg else { return [] }
        return architecture == "amd64" ? ["-cpu", "qemu64"] : []
    }
}
