import Digests
package import Fixtures
import Glibc
import Host
import Offload

/// Builds each initramfs once. A request whose inputs have not changed is answered without reading any of them.
///
/// The directory holds `DIGEST.cpio`, images named by their SHA-256; `requests/KEY`, the manifest of what a request was
/// answered with; `lock`, held while one is built. Whatever dies at any moment, a file under its final name is whole.
/// An image that nobody used for a month goes when another one is built.
package struct InitramfsStore: Sendable {
    let directory: String
    private let busybox: String

    package init(directory: String, busybox: String = Busybox.usualPath) {
        self.directory = directory
        self.busybox = busybox
    }

    /// The initramfs for a fixture and a kernel, built when it is not there yet.
    package func image(
        for source: InitramfsSource, kernel: HostKernel, helper: HelperBinary
    ) async throws(ImageError) -> InitramfsImage {
        try await image(of: key(source, kernel, helper)) { () async throws(ImageError) in
            let program = source.busybox ? try await examined(source.busyboxProgram) : nil
            return try await blocking { () throws(ImageError) in
                try InitramfsBuild(
                    source: source, kernel: kernel, helper: helper, busybox: program, directory: directory
                ).run()
            }
        }
    }

    /// One that was named need not be a program for this host.
    private func examined(_ named: String?) async throws(ImageError) -> Busybox {
        guard let named else { return try await Busybox.examine(busybox) }
        return try await Busybox.read(named)
    }

    /// What answers a request, built when it is not there yet or not of what its files are now.
    func image(
        of key: String, _ build: () async throws(ImageError) -> Manifest
    ) async throws(ImageError) -> InitramfsImage {
        if let known = await blocking({ finished(key) }), LastUse.isRecent(known.path) { return known }
        // Whoever waits for it holds up no thread, so the holder always finds one.
        let lock = try await lock()
        defer { lock.release() }
        // Another process may have built it while we waited.
        if let known = await blocking({ finished(key) }) {
            LastUse.note(known.path)
            return known
        }
        await blocking { () throws(Never) in
            sweep()
            evict()
        }
        let manifest = try await build()
        return try await blocking { () throws(ImageError) in
            if manifest.canBeWritten {
                do throws(SystemError) {
                    try FileSystem.write(Array(manifest.text.utf8), to: path(ofRequest: key))
                } catch {
                    throw unusable(error)
                }
            }
            return image(manifest, isNew: true)
        }
    }

    /// Waits until no other process or task builds. The kernel frees the lock with its holder, however that ends.
    private func lock() async throws(ImageError) -> FileLock {
        do throws(SystemError) {
            try await blocking { () throws(SystemError) in try FileSystem.makeDirectory(directory + "/requests") }
            return try await FileLock.waiting(for: directory + "/lock")
        } catch {
            if error.number == ECANCELED {
                throw ImageError(.cancelled, "cancelled while another initramfs was built", cause: CancellationError())
            }
            throw unusable(error)
        }
    }

    /// Everything that shapes the image and is no file's content; files are in the manifest.
    private func key(_ source: InitramfsSource, _ kernel: HostKernel, _ helper: HelperBinary) -> String {
        let digest = Digest()
        digest.update(Manifest.format)
        digest.update(helper.buildID)
        digest.update(kernel.version.text)
        digest.update(kernel.modules ?? "")
        digest.update(source.busybox ? source.busyboxProgram ?? busybox : "")
        digest.update(source.consoleShell ? "shell" : "")
        digest.update("\(source.modules.count)")
        for name in source.modules { digest.update(name) }
        for file in source.files {
            digest.update(file.path)
            digest.update(file.mode.map { "\($0)" } ?? "")
            switch file.origin {
            case .content(let text):
                digest.update("content")
                digest.update(text)
            case .source(let path):
                digest.update("source")
                digest.update(path)
            }
        }
        for template in [
            PackageResources.inittab, PackageResources.rcS, PackageResources.fstab, PackageResources.passwd,
            PackageResources.group, PackageResources.hosts, PackageResources.profile,
        ] { digest.update(template) }
        return digest.finish()
    }

    private func path(ofRequest key: String) -> String { "\(directory)/requests/\(key)" }

    private func unusable(_ error: SystemError) -> ImageError {
        let isFull = error.number == ENOSPC || error.number == EDQUOT
        return ImageError(
            isFull ? .noSpace : .store,
            "the directory for images, \(directory), cannot be used. "
                + (isFull ? "Free some space there, or set" : "Set") + " MAYFLY_CACHE_DIR to another directory.",
            cause: error)
    }

    private func image(_ manifest: Manifest, isNew: Bool) -> InitramfsImage {
        InitramfsImage(
            path: "\(directory)/\(manifest.digest).cpio", digest: manifest.digest, size: manifest.image.size,
            isNew: isNew)
    }

    private func finished(_ key: String) -> InitramfsImage? {
        guard let text = FileSystem.text(path(ofRequest: key)), let manifest = Manifest(text: text), manifest.isCurrent
        else { return nil }
        let path = "\(directory)/\(manifest.digest).cpio"
        guard let found = FileIdentity(of: path), found.size == manifest.image.size else { return nil }
        // Touched since: copied, restored from a backup, or damaged. Its name tells.
        if found != manifest.image, (try? Digest.ofFile(path)) != manifest.digest { return nil }
        return image(manifest, isNew: false)
    }

    /// Removes what a process left that died while it wrote, unless another one is building.
    package func sweepIfIdle() {
        guard FileSystem.exists(directory + "/lock"), let lock = try? FileLock.trying(directory + "/lock") else {
            return
        }
        sweep()
        lock.release()
    }

    /// Removes what a process left that died while it wrote. Only the holder of the lock writes, so all of it is dead.
    private func sweep() {
        for name in FileSystem.names(in: directory) where InitramfsWriter.isUnfinished(name) {
            try? FileSystem.remove("\(directory)/\(name)")
        }
        for name in FileSystem.names(in: directory + "/requests") {
            guard let range = name.firstRange(of: FileSystem.unfinished), Digest.isText(name[..<range.lowerBound])
            else {
                continue
            }
            try? FileSystem.remove("\(directory)/requests/\(name)")
        }
    }
}
