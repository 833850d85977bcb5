import CLinux
import Glibc
import Host
import Images
import KubeVirt
package import Machines
import Offload

extension ClaimPool {
    /// Makes a claim with an empty disk of so many bytes.
    package func create(_ name: String, in namespace: String? = nil, size: Int64) async throws(MachineError) {
        try await told(name) {
            try await make(name, in: namespace) { try Self.makeDisk($0 + "/" + Self.disk, size: size) }
        }
    }

    /// Makes a claim with a copy of an image, of any format that QEMU knows; grown to `size` bytes where that is more.
    package func create(
        _ name: String, in namespace: String? = nil, from image: String, size: Int64? = nil
    ) async throws(MachineError) {
        try await told(name) {
            try await make(name, in: namespace) { directory in
                try await Self.convert(image, to: directory + "/" + Self.disk, size: size)
            }
        }
    }

    /// Makes the claim that an object asks for, unless it is there.
    func provide(_ claim: PersistentVolumeClaim, in namespace: String?, at field: String) async throws {
        guard let name = claim.metadata.name, !exists(name, in: namespace) else { return }
        if claim.spec.volumeMode == "Block" {
            throw RefusedField(
                field,
                "the claim ‘\(name)’ asks for a block device (volumeMode), and claims are files on this host; leave it out"
            )
        }
        if claim.spec.dataSource != nil || claim.spec.dataSourceRef != nil {
            throw RefusedField(
                field,
                "the claim ‘\(name)’ is filled from another object (dataSource), which needs a cluster; fill it by hand: "
                    + "mayfly claim create \(name) --from IMAGE")
        }
        try await make(name, in: namespace) {
            try Self.makeDisk($0 + "/" + Self.disk, size: try Self.size(claim.spec.resources, of: name, at: field) ?? 0)
        }
    }

    /// Fills the claim of a data volume, unless it is there; `image` is what comes from outside for it.
    func provide(
        _ volume: DataVolume, in namespace: String?, at field: String, image: DiskImage? = nil
    ) async throws {
        guard let name = volume.metadata.name, !exists(name, in: namespace) else { return }
        let resources = volume.spec.storage?.resources ?? volume.spec.pvc?.resources
        let size = try Self.size(resources, of: name, at: field, isNeeded: volume.spec.source?.pvc == nil)
        if let image { return try await fill(name, in: namespace, with: image, size: size, at: field) }
        let source = volume.spec.source
        if let size, source?.blank != nil || source?.upload != nil {
            return try await make(name, in: namespace) { try Self.makeDisk($0 + "/" + Self.disk, size: size) }
        }
        guard let origin = source?.pvc else {
            throw RefusedField(
                field,
                "the data volume ‘\(name)’ is filled from a source that a cluster has: here it is http, registry, blank, upload "
                    + "or pvc; fetch the image and fill it by hand: mayfly claim create \(name) --from IMAGE")
        }
        let disk = path(origin.name, in: origin.namespace) + "/" + Self.disk
        guard FileSystem.exists(disk), let lock = try FileLock.sharing(self.lock(origin.name, in: origin.namespace)),
            !Claim.isOpen(disk)
        else {
            throw RefusedField(
                field,
                "the data volume ‘\(name)’ is a copy of the claim ‘\(origin.name)’ (namespace \(origin.namespace)), which "
                    + "is not there or in use; see mayfly claim ls")
        }
        defer { lock.release() }
        try await make(name, in: namespace) {
            try await Self.convert(disk, to: $0 + "/" + Self.disk, size: size, format: "raw")
        }
    }

    /// A raw copy of an image of the store, whose layers QEMU finds beside it.
    private func fill(
        _ name: String, in namespace: String?, with image: DiskImage, size: Int64?, at field: String
    ) async throws {
        if let size, size < image.virtualSize {
            throw RefusedField(
                field,
                "the data volume ‘\(name)’ asks for \(size) bytes, and its image has \(image.virtualSize); write at least "
                    + "\((image.virtualSize + (1 << 20) - 1) >> 20)Mi in resources.requests.storage")
        }
        try await make(name, in: namespace) {
            try await Self.convert(image.path, to: $0 + "/" + Self.disk, size: size, format: "qcow2")
        }
    }

    private static func size(
        _ resources: Core.VolumeResourceRequirements?, of name: String, at field: String, isNeeded: Bool = true
    ) throws -> Int64? {
        let size = resources?.requests?["storage"]?.roundedUp
        guard isNeeded || size != nil, size ?? 0 <= 0 else { return size }
        throw RefusedField(
            field, "‘\(name)’ does not say how large it is; write resources.requests.storage, such as 1Gi")
    }

    /// A sparse file: what nobody wrote takes no room.
    static func makeDisk(_ path: String, size: Int64) throws(SystemError) {
        let file = Descriptor(
            owning: try retrying("open", path) {
                open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            })
        try retrying("ftruncate", path) { ftruncate(file.raw, off_t(size)) }
    }

    private static func convert(
        _ image: String, to disk: String, size: Int64?, format: String? = nil
    ) async throws(MachineError) {
        try await QemuImage.convert(image, format: format, to: disk)
        guard let size, let status = FileSystem.status(disk), status.st_size < size else { return }
        guard truncate(disk, off_t(size)) == 0 else {
            throw MachineError(.hostNotReady, "cannot grow \(disk) to \(size) bytes")
        }
    }

    private func told(_ name: String, _ body: () async throws -> Void) async throws(MachineError) {
        do { try await body() } catch {
            throw .wrapping(error, .hostNotReady, "cannot make the claim ‘\(name)’")
        }
    }
}
