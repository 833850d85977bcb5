package import KubeVirt

/// What is written beside the events of a recorded boot: what it was, and what it needs to be run again.
package struct Recording: Codable, Sendable, Hashable {
    /// The form of the archive.
    package static let currentFormat = 1

    package var format = Self.currentFormat
    /// The command line by which it was recorded.
    package var words: [String]
    package var emulator: EmulatorIdentity
    package var architecture: Architecture
    package var kernelVersion: String
    /// The kernel with its symbols, where it was when the boot was recorded.
    package var symbols: String?
    /// What the boot came to, in a sentence.
    package var end: String
    /// How many instructions the run has; nil where the guest went off by itself, which ends it when it is run again, too.
    package var instructions: Int64?
    /// The machine, as its fixture has it; files are named by ``Member``.
    package var metadata: ObjectMeta
    package var spec: VirtualMachineInstanceSpec
    /// The SHA-256 of each member of the archive, by its name.
    package var digests: [String: String]

    /// A file of the archive.
    package enum Member: String, Sendable, CaseIterable {
        case events
        case state = "state.qcow2"
        case console = "console.log"
        case kernel, initrd, firmware, dtb

        /// Without them nothing can be run again.
        static let needed: [Member] = [.events, .state, .console, .kernel]

        /// The annotation that names the file of the host.
        var annotation: String? {
            switch self {
            case .events, .state, .console: nil
            case .kernel: Annotations.kernelKey
            case .initrd: Annotations.initrdKey
            case .firmware: Annotations.firmwareKey
            case .dtb: Annotations.deviceTreeKey
            }
        }
    }

    /// The type of a machine of an architecture, as its annotations or its VMI say or as it is by itself.
    package static func machineType(
        _ metadata: ObjectMeta, _ spec: VirtualMachineInstanceSpec, of architecture: Architecture
    ) -> String {
        metadata.annotations?[Annotations.machineKey] ?? spec.domain.machine?.type
            ?? architecture.defaultMachineType ?? "q35"
    }

    /// What does not match where it is to be run again, a sentence each.
    package func mismatches(with host: EmulatorIdentity) -> [String] {
        var found: [String] = []
        if emulator.version != host.version {
            found.append("it was recorded by ‘\(emulator.version)’, and here is ‘\(host.version)’")
        }
        if !host.machineTypes.contains(emulator.machineType) {
            found.append("its machine type is \(emulator.machineType), which the QEMU here does not know")
        } else if emulator.machineType != host.machineType {
            found.append(
                "its machine type was \(emulator.machineType), and the same name means \(host.machineType) here")
        }
        return found
    }
}

/// What a QEMU says of itself, as far as a recording depends on it.
package struct EmulatorIdentity: Codable, Sendable, Hashable {
    /// The first line of `--version`.
    package var version: String
    /// What the machine's type stands for, such as `pc-q35-7.2`.
    package var machineType: String
    /// Every type that it knows; not recorded.
    package var machineTypes: [String] = []

    enum CodingKeys: String, CodingKey { case version, machineType }

    package init(version: String, machineType: String, machineTypes: [String] = []) {
        (self.version, self.machineType, self.machineTypes) = (version, machineType, machineTypes)
    }

    /// Reads `--version` and `-machine help`, where an alias is `q35   … (alias of pc-q35-7.2)`.
    package init(versionText: String, machinesText: String, type: String) {
        version = versionText.split(separator: "\n").first.map(String.init) ?? ""
        machineType = type
        for line in machinesText.split(separator: "\n") {
            guard let name = line.split(separator: " ").first else { continue }
            machineTypes.append(String(name))
            if name == type, let alias = line.split(separator: "(alias of ").dropFirst().first {
                machineType = String(alias.prefix { $0 != ")" })
            }
        }
    }
}
