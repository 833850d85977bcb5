public import KubeVirt
public import Machines

/// A device that a boot's machine has beside what every one has.
public enum BootDevice: Sendable, Hashable {
    /// What a disk begins with.
    public enum Content: Sendable, Hashable {
        /// Nothing, in so many bytes; the disk is the machine's own, and gone with it.
        case empty(Quantity)
        /// A raw image of this host, by its absolute path, which is only read.
        case image(String)
    }

    /// A disk, behind that of a root.
    case disk(Content, bus: DomainSpec.DiskBus = .virtio)
    /// Persistent memory (an NVDIMM), which runs that are the same may have, too: amd64 only.
    case pmem(Content)
    /// A source of random numbers (virtio).
    case rng
    /// A watchdog that resets the machine (i6300esb; diag288 on s390x).
    case watchdog
    /// A TPM 2.0, which swtpm emulates.
    case tpm
    /// A socket between guest and host (virtio).
    case vsock
    /// A display with a graphics card.
    case display
    /// A pointing device on USB.
    case tablet
    /// A sound card (ich9).
    case sound

    private static let plain: [(name: String, device: BootDevice)] = [
        ("rng", .rng), ("watchdog", .watchdog), ("tpm", .tpm), ("vsock", .vsock), ("display", .display),
        ("tablet", .tablet), ("sound", .sound),
    ]
    /// What may be written, as examples.
    package static let forms = ["disk=SIZE|FILE[,bus=virtio|scsi|usb|sata]", "pmem=SIZE|FILE"] + plain.map(\.name)

    /// Reads a device as `mayfly boot --device` has it: `rng`, `disk=1Gi`, `disk=/srv/a.img,bus=scsi`.
    ///
    /// - Throws: ``MachineError``: what is wrong with it.
    public init(_ text: String) throws(MachineError) {
        if let known = Self.plain.first(where: { $0.name == text }) {
            self = known.device
            return
        }
        func refusal(_ words: String) -> MachineError {
            MachineError(
                .invalidInput, "the device ‘\(text)’ \(words); known are \(Self.forms.joined(separator: ", "))")
        }
        let words = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard words.count == 2, words[0] == "disk" || words[0] == "pmem" else { throw refusal("is not known") }
        var (value, bus) = (words[1], DomainSpec.DiskBus.virtio)
        if let option = value.firstRange(of: ",bus="), words[0] == "disk" {
            let name = String(value[option.upperBound...])
            guard ["virtio", "sata", "scsi", "usb"].contains(name) else { throw refusal("has no bus ‘\(name)’") }
            (value, bus) = (String(value[..<option.lowerBound]), DomainSpec.DiskBus(rawValue: name))
        }
        let content: Content
        if value.hasPrefix("/") {
            content = .image(value)
        } else if let size = try? Quantity(value), size > .zero {
            content = .empty(size)
        } else {
            throw refusal("has neither a size, such as 1Gi, nor the path of a file")
        }
        if case .image = content, bus == .sata {
            throw refusal("is a FILE, which is only read, and a disk on sata cannot be; take scsi, usb or virtio")
        }
        self = words[0] == "disk" ? .disk(content, bus: bus) : .pmem(content)
    }

    /// As it can be read again.
    package var text: String {
        switch self {
        case .disk(let content, let bus): "disk=\(content.text)" + (bus == .virtio ? "" : ",bus=\(bus.rawValue)")
        case .pmem(let content): "pmem=\(content.text)"
        default: Self.plain.first { $0.device == self }?.name ?? ""
        }
    }

    /// The modules by which Linux uses it on a machine of an architecture.
    func modules(on architecture: Architecture) -> [String] {
        switch self {
        case .disk(_, .virtio): ["virtio_blk"]
        case .disk(_, .sata): ["ahci", "sd_mod"]
        case .disk(_, .scsi): ["virtio_scsi", "sd_mod"]
        case .disk: ["xhci_pci", "usb_storage", "uas", "sd_mod"]
        case .pmem: ["nfit", "nd_pmem"]
        case .rng: ["virtio_rng"]
        case .watchdog: [architecture == .s390x ? "diag288_wdt" : "i6300esb"]
        case .tpm: ["tpm_crb", "tpm_tis"]
        case .vsock: ["vmw_vsock_virtio_transport"]
        case .display: [architecture.isPC ? "bochs" : "virtio_gpu"]
        case .tablet: ["xhci_pci", "usbhid"]
        case .sound: ["snd_hda_intel"]
        }
    }

    /// Adds it to a machine of an architecture, and to the disks that are persistent memory.
    func add(
        to spec: inout VirtualMachineInstanceSpec, _ annotations: inout Annotations, on architecture: Architecture
    ) {
        switch self {
        case .disk(let content, let bus): add(content, on: bus, to: &spec)
        case .pmem(let content): annotations.persistentMemory.append(add(content, on: .virtio, to: &spec))
        case .rng: spec.domain.devices.rng = .init()
        case .watchdog:
            spec.domain.devices.watchdog =
                architecture == .s390x
                ? .init(diag288: .init(action: "reset"), name: "watchdog")
                : .init(i6300esb: .init(action: "reset"), name: "watchdog")
        case .tpm: spec.domain.devices.tpm = .init()
        case .vsock: spec.domain.devices.autoattachVSOCK = true
        case .display: spec.domain.devices.autoattachGraphicsDevice = true
        case .tablet: spec.domain.devices.inputs = [.init(bus: "usb", name: "tablet", type: "tablet")]
        case .sound: spec.domain.devices.sound = .init(model: "ich9", name: "sound")
        }
    }

    @discardableResult
    private func add(
        _ content: Content, on bus: DomainSpec.DiskBus, to spec: inout VirtualMachineInstanceSpec
    ) -> String {
        let name = "disk\(spec.domain.devices.disks?.count ?? 0)"
        var volume = VirtualMachineInstanceSpec.Volume(name: name)
        var disk = DomainSpec.DiskTarget(bus: bus)
        switch content {
        case .empty(let size): volume.emptyDisk = .init(capacity: size)
        case .image(let path):
            volume.hostDisk = .init(path: path, type: "Disk")
            disk.readonly = true
        }
        spec.domain.devices.disks = (spec.domain.devices.disks ?? []) + [.init(disk: disk, name: name)]
        spec.volumes = (spec.volumes ?? []) + [volume]
        return name
    }
}

extension BootDevice.Content {
    fileprivate var text: String {
        switch self {
        case .empty(let size): "\(size)"
        case .image(let path): path
        }
    }
}
