package import KubeVirt

extension DomainSpec {
    /// What the guest has: what the VMI gives it, else what it asks of the cluster or may have at most there.
    package var guestMemory: Quantity {
        memory?.guest ?? resources?.requests?["memory"] ?? resources?.limits?["memory"] ?? .zero
    }
}

extension DomainConverter {
    var guestMemory: Quantity { spec.guestMemory }

    func memory() -> Element {
        let memory = hasRoomForMore ? spec.memory?.guest ?? .zero : guestMemory
        return Element("memory", ["unit": "b"], text: "\(memory.libvirtBytes)")
    }

    /// How far memory may grow while the machine runs. KubeVirt's libvirt wants to be told that there are no slots for
    /// it; older ones, as a host's may be, that there are some.
    func maximumMemory() -> Element? {
        guard hasRoomForMore, let most = spec.memory?.maxGuest else { return nil }
        return Element(
            "maxMemory", ["unit": "b", "slots": host.single == nil ? "0" : "16"], text: "\(most.libvirtBytes)")
    }

    var hasRoomForMore: Bool {
        guard let most = spec.memory?.maxGuest else { return false }
        return spec.memory?.guest != most
    }

    /// KubeVirt's annotation; `"false"` keeps huge pages out of a memory file.
    private static let memfdAnnotation = "kubevirt.io/memfd"

    /// What guest memory is made of: huge pages, and a file that other processes can share.
    func memoryBacking(_ numa: GuestNUMA?) -> Element? {
        let hasHugePages = spec.memory?.hugepages != nil
        guard hasHugePages || sharesMemory else { return nil }
        var children: [Element] = []
        if hasHugePages { children.append(Element("hugepages", numa?.pages ?? hugePages)) }
        if hasMemoryFile { children.append(Element("source", ["type": "memfd"])) }
        if sharesMemory { children.append(Element("access", ["mode": "shared"])) }
        if numa != nil { children.append(Element("allocation", ["mode": "immediate"])) }
        if numa != nil, spec.cpu?.realtime != nil { children.append(Element("nosharepages")) }
        return Element("memoryBacking", children)
    }

    /// In a pod there are pages of one size; a single host may have several.
    private var hugePages: [Element] {
        guard host.single != nil, let text = spec.memory?.hugepages?.pageSize, let size = try? Quantity(text) else {
            return []
        }
        return [Element("page", ["size": "\(size.roundedUp)", "unit": "b"])]
    }

    /// virtiofsd and passt read and write the guest's memory themselves.
    private var sharesMemory: Bool {
        !(spec.devices.filesystems ?? []).isEmpty || annotations.sharedRoot?.way == .virtiofs
            || spec.devices.interfaces?.contains { $0.passtBinding != nil } ?? false
    }

    /// Whether memory is a file without a name. It wants a NUMA node, which s390x has none of.
    var hasMemoryFile: Bool {
        guard architecture != .s390x else { return false }
        let wantsFile = machine.metadata.annotations?[Self.memfdAnnotation] != "false"
        return sharesMemory || spec.memory?.hugepages != nil && wantsFile
    }
}

extension Quantity {
    /// Bytes as KubeVirt tells them to libvirt: never more than the quantity. A binary quantity with more digits than
    /// Kubernetes reads in its fast way is a byte less there, and here.
    var libvirtBytes: Int64 {
        let bytes = roundedUp
        if self != Quantity(bytes: bytes) { return bytes &- 1 }
        guard format == .binarySI, bytes > 0 else { return bytes }
        let shift = min(60, bytes.trailingZeroBitCount / 10 * 10)
        guard shift > 0 else { return bytes }
        var (digits, rest) = (0, bytes >> Int64(shift))
        while rest > 0 { (digits, rest) = (digits + 1, rest / 10) }
        return digits + shift * 3 / 10 + 1 > 15 ? bytes - 1 : bytes
    }

    private init(bytes: Int64) { self = .bytes(bytes) }
}

extension VirtualMachineInstance {
    /// Whether the guest shall tell the host about memory that it does not need: not where it has been promised its
    /// memory, and not against its annotation.
    package var reportsFreePages: Bool {
        if metadata.annotations?["kubevirt.io/free-page-reporting-disabled"] == "true" { return false }
        let cpu = spec.domain.cpu
        return cpu?.dedicatedCpuPlacement != true && cpu?.realtime == nil && spec.domain.memory?.hugepages == nil
    }
}
