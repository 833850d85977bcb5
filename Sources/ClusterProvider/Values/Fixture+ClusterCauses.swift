import Fixtures
import KubeVirt

/// What a fixture asks that a cluster cannot do, by its field, before anything is made.
extension Fixture {
    /// `containerDisk` stands for the fixture's own image.
    func clusterCauses(
        containerDisk: String?, _ delivery: ImageDelivery = ImageDelivery()
    ) -> [StatusCause] {
        var causes = annotationCauses()
        if containerDisk == nil { causes += imageCauses(delivery) }
        if forkable, forkFallback == .refuse {
            causes.append(
                .cannot("forkFallback", "a cluster has no forks; write forkFallback: boot, and its machines boot there")
            )
        }
        if channel == .agent {
            causes.append(
                .cannot(
                    "channel",
                    "KubeVirt lets nobody else talk to the agent; on a cluster guests are reached by ssh, or by their helper "
                        + "through it, which both work on this host, too"))
        }
        return causes + volumeCauses()
    }

    private func field(_ name: String) -> String { templateField.isEmpty ? name : "\(templateField).\(name)" }

    private func annotationCauses() -> [StatusCause] {
        let annotations = template.metadata?.annotations ?? [:]
        return Annotations.known.sorted().compactMap { key in
            guard let value = annotations[key], let message = Self.refusal(of: key, value) else { return nil }
            return .cannot(field("metadata.annotations[\(key)]"), message)
        }
    }

    /// Why an annotation of ours is refused, and nil for what a cluster can do: whatever is not named here, it cannot.
    private static func refusal(of key: String, _ value: String) -> String? {
        switch key {
        case Annotations.networkPolicyKey:
            value == NetworkPolicy.outbound.rawValue
                ? nil
                : "‘\(value)’ is not known to a cluster; leave it out, and have a NetworkPolicy in the namespace"
        case Annotations.hostOffersKey:
            "a cluster's guests do not see this host; say it in the user data instead"
        case Annotations.kernelKey, Annotations.initrdKey:
            "names a file of this host; use spec.domain.firmware.kernelBoot.container"
        case Annotations.deviceTreeKey, Annotations.firmwareKey:
            "names a file of this host, and KubeVirt takes none in its place; leave it out, or stay on this host"
        case Annotations.persistentMemoryKey:
            "KubeVirt has disks only; leave it out, and name /dev/vda where the guest looks for /dev/pmem0"
        case Annotations.machineKey:
            "KubeVirt does not let it in; write one that it does into spec.domain.machine.type, or stay on this host"
        case Annotations.architectureKey:
            "KubeVirt does not know the architecture ‘\(value)’; stay on this host, which emulates it"
        case Annotations.repeatKey, Annotations.seedKey, Annotations.clockKey:
            "a cluster's nodes run each machine by their own time and chance; leave it out, or stay on this host"
        case Annotations.debuggerKey, Annotations.monitorKey, Annotations.dumpKey, Annotations.captureKey,
            Annotations.recordKey, Annotations.replayKey:
            "a cluster lets nobody at its QEMU; leave it out, or look for the fault on this host"
        default: "a cluster cannot do it; leave it out, or stay on this host"
        }
    }

    private func imageCauses(_ delivery: ImageDelivery) -> [StatusCause] {
        guard let image else { return [] }
        if image.source.initramfs != nil {
            return [
                .cannot(
                    "image.source.initramfs",
                    "a kernel and an initramfs of this host are no disk; use another source, or stay on this host")
            ]
        }
        switch delivery.way(for: self) {
        case nil:
            if case .registry(let source) = image.source { return Self.pullCauses(source) }
            return []
        case .imported?: return importCauses(image)
        // Made here.
        case .upload?, .containerDisk?: return []
        }
    }

    private func importCauses(_ image: FixtureImage) -> [StatusCause] {
        var causes = image.source.importCauses.map { StatusCause.cannot($0.field, $0.message) }
        if !customize.isEmpty {
            causes.append(
                .cannot("customize", "an image that the cluster fetches is not changed; have it sent (upload)"))
        }
        if image.size == nil {
            causes.append(
                .cannot("image.size", "the cluster has to know how large the disk is that it fetches; write the size"))
        }
        return causes
    }

    private static func pullCauses(_ source: RegistrySource) -> [StatusCause] {
        var causes: [StatusCause] = []
        if source.insecure {
            causes.append(
                .cannot(
                    "image.source.registry.insecure",
                    "the cluster's nodes pull; have its administrator allow the registry without TLS there"))
        }
        if source.certBundle != nil {
            causes.append(
                .cannot(
                    "image.source.registry.certBundle",
                    "names a file of this host; have the cluster's administrator trust the registry on its nodes"))
        }
        return causes
    }

    private func volumeCauses() -> [StatusCause] {
        var causes: [StatusCause] = []
        for (index, volume) in (template.spec.volumes ?? []).enumerated() {
            let place = field("spec.volumes[\(index)]")
            if volume.hostDisk != nil {
                causes.append(
                    .cannot("\(place).hostDisk", "names a file of this host; use a containerDisk or a claim"))
            }
            if volume.containerDisk?.image.hasPrefix("mayfly.local/") == true {
                causes.append(
                    .cannot(
                        "\(place).containerDisk.image",
                        "is an image of this host's store; push it (mayfly image push) and name it by its registry"))
            }
        }
        for (index, network) in (template.spec.networks ?? []).enumerated()
        where network.multus?.networkName == PrivateNetwork.name {
            causes.append(
                .cannot(
                    field("spec.networks[\(index)].multus.networkName"),
                    "private networks are made on this host only; use a NetworkAttachmentDefinition of the cluster's"))
        }
        return causes
    }
}

extension StatusCause {
    fileprivate static func cannot(_ field: String, _ message: String) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueNotSupported)
    }
}

extension Fixture {
    /// Whether its image is one that nodes pull, with nothing to be done to it.
    var isPulledAsItIs: Bool {
        guard case .registry = image?.source else { return false }
        return customize.isEmpty && image?.size == nil
    }
}

extension RegistrySource {
    /// As a containerDisk volume names it.
    var image: String { String(url.dropFirst("docker://".count)) }
}
