import Fixtures
import KubeVirt

/// The fixture's disk in the words of KubeVirt: a containerDisk, which is a shared image with a machine's own overlay.
enum RootDisk {
    private static let name = FixtureImage.volume
    private static let registry = "mayfly.local/"

    /// What the volume calls an image that this host has by its digest.
    static func reference(to fixture: String, digest: String) -> String {
        "\(registry)\(fixture)@sha256:\(digest)"
    }

    /// The digest that a volume's image names, if it is one of this host's.
    static func digest(of reference: String) -> String? {
        guard reference.hasPrefix(registry), let mark = reference.firstRange(of: "@sha256:") else { return nil }
        return String(reference[mark.upperBound...])
    }

    /// The image of this host's store that a volume means, by its digest or its name; nil for one of another registry.
    static func image(of reference: String) -> String? {
        guard reference.hasPrefix(registry) else { return nil }
        return digest(of: reference) ?? String(reference.dropFirst(registry.count))
    }

    /// Adds the volume, and a virtio disk in the first place unless the template lists one of that name.
    static func bind(_ machine: inout VirtualMachineInstance, to reference: String) throws(RefusedField) {
        var volumes = machine.spec.volumes ?? []
        if let index = volumes.firstIndex(where: { $0.name == name }) {
            throw RefusedField(
                "spec.volumes[\(index)].name",
                "‘\(name)’ is the volume of the fixture's image, which is added by itself; call this one differently")
        }
        volumes.append(.init(containerDisk: .init(image: reference), name: name))
        machine.spec.volumes = volumes
        var disks = machine.spec.domain.devices.disks ?? []
        if !disks.contains(where: { $0.name == name }) {
            disks.insert(.init(disk: .init(bus: .virtio), name: name), at: 0)
        }
        machine.spec.domain.devices.disks = disks
    }
}

/// A field of the VMI that cannot be honoured, found while it was bound to this host.
struct RefusedField: Error {
    let cause: StatusCause

    init(_ field: String, _ message: String) {
        cause = StatusCause(field: field, message: message, reason: .fieldValueInvalid)
    }
}
