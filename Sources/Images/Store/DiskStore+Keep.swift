import CLinux
import Digests
import Glibc
import Host
import Offload

extension DiskStore {
    /// What a request was answered with, if that is still whole; a damaged disk is removed.
    func finished(_ key: String, _ oldest: Duration?) -> DiskImage? {
        let request = path(ofRequest: key)
        guard isOwn(request), let text = FileSystem.text(request),
            let manifest = Manifest(text: text, format: DiskRequest.format)
        else { return nil }
        let path = path(ofDisk: manifest.digest)
        // Another user's file is not looked into: what it says of itself proves nothing.
        guard isOwn(path), let found = FileIdentity(of: path) else { return nil }
        if let oldest, time(nil) - Int(found.modified / 1_000_000_000) > Int(oldest.components.seconds) { return nil }
        // Touched since: copied, restored from a backup, or damaged. Its name tells.
        if found != manifest.image {
            // Unreadable is not damaged: it may pass.
            guard let digest = try? Digest.ofFile(path) else { return nil }
            guard digest == manifest.digest else {
                unlink(path)
                return nil
            }
            var checked = manifest
            checked.image = found
            try? FileSystem.write(Array(checked.text.utf8), to: request)
        }
        guard let size = virtualSize(ofChain: path) else { return nil }
        return DiskImage(path: path, digest: manifest.digest, format: "qcow2", virtualSize: size, isNew: false)
    }

    /// The size of a disk whose layers are all there; nil when one is missing.
    private func virtualSize(ofChain path: String) -> Int64? {
        guard let head = QCOW2.head(path), let chain = try? chain(of: path) else { return nil }
        return chain.allSatisfy(isOwn) ? head.virtualSize : nil
    }

    /// Lets a key be answered with a disk that is there.
    func answer(_ key: String, with image: DiskImage) async throws(ImageError) {
        try await blocking { () throws(ImageError) in
            guard let file = FileIdentity(of: image.path) else {
                throw ImageError(.damaged, "\(image.path) was removed meanwhile. Try again.")
            }
            let manifest = Manifest(format: DiskRequest.format, digest: image.digest, image: file)
            do throws(SystemError) {
                try FileSystem.write(Array(manifest.text.utf8), to: path(ofRequest: key))
            } catch {
                throw unusable(error)
            }
        }
    }

    /// A disk's file and those beneath it, from the top down.
    package func chain(of path: String) throws(ImageError) -> [String] {
        var files = [path]
        while let next = QCOW2.head(files[files.count - 1])?.backing {
            guard files.count <= 2 * Self.mostLayers, next.hasSuffix(Self.suffix), !next.contains("/") else {
                throw ImageError(.damaged, "\(files[files.count - 1]) is over ‘\(next)’, which is no disk of the store")
            }
            files.append("\(directory)/\(next)")
        }
        return files
    }

    /// Gives what was built its final names, from the lowest disk up; the last is the answer.
    func keep(_ made: MadeDisks, _ key: String, over base: DiskImage?) async throws(ImageError) -> DiskImage? {
        var top = base
        for disk in made.disks {
            if let link = disk.link {
                guard let beneath = top else { throw ImageError(.damaged, "\(disk.path) is a layer over nothing") }
                let settled = try await settle(disk, over: beneath)
                top = try await keep(settled.path, link.key(over: beneath.digest), settled.record)
            } else {
                top = try await keep(disk.path, key, disk.record)
            }
        }
        return made.disks.isEmpty ? nil : top
    }

    /// Puts a layer over a disk of the store; where there are too many beneath, it becomes a disk that stands alone.
    private func settle(_ layer: MadeDisks.Disk, over beneath: DiskImage) async throws(ImageError) -> MadeDisks.Disk {
        let path = layer.path
        do throws(SystemError) { try LayerFile(path: path).settle(over: beneath.digest) } catch {
            throw unusable(error)
        }
        let chain = try chain(of: beneath.path)
        guard chain.count >= Self.mostLayers else { return layer }
        let flat = path + ".flat"
        let node = BlockNode("layer", path, backing: .node(BlockNode("base", beneath.path)))
        try await QemuImage.run("convert", "-O", "qcow2", node.imageName, flat, making: flat)
        return MadeDisks.Disk(path: flat, record: layer.record.holding(await blocking { records(of: chain) }))
    }

    /// From the lowest disk up. One that was made before there were records says nothing.
    private func records(of chain: [String]) -> [ImageRecord] {
        chain.reversed().compactMap { digest(ofPath: $0).flatMap(record) }
    }

    private func keep(_ built: String, _ key: String, _ record: ImageRecord) async throws(ImageError) -> DiskImage {
        try await blocking { () throws(ImageError) in try name(built, key, record) }
    }

    private func name(_ built: String, _ key: String, _ record: ImageRecord) throws(ImageError) -> DiskImage {
        guard let size = QCOW2.head(built)?.virtualSize else {
            throw ImageError(.damaged, "\(built), which was just built, is no qcow2 image. Try again.")
        }
        do throws(SystemError) {
            let file = Descriptor(owning: try retrying("open", built) { open(built, O_RDWR | O_CLOEXEC | O_NOFOLLOW) })
            try retrying("fchmod", built) { fchmod(file.raw, 0o444) }
            try retrying("fsync", built) { fsync(file.raw) }
            let digest = try Digest.of(file, named: built)
            let path = path(ofDisk: digest)
            try FileSystem.makeDirectory("\(directory)/records")
            try FileSystem.write(record.bytes, to: self.path(ofRecord: digest))
            try retrying("rename", path) { rename(built, path) }
            // The new name must outlast a power cut, or the manifest would name nothing.
            let place = Descriptor(
                owning: try retrying("open", directory) { open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
            try retrying("fsync", directory) { fsync(place.raw) }
            var status = stat()
            try retrying("fstat", path) { fstat(file.raw, &status) }
            let manifest = Manifest(format: DiskRequest.format, digest: digest, image: FileIdentity(status))
            try FileSystem.write(Array(manifest.text.utf8), to: self.path(ofRequest: key))
            return DiskImage(path: path, digest: digest, format: "qcow2", virtualSize: size, isNew: true)
        } catch {
            throw unusable(error)
        }
    }
}
