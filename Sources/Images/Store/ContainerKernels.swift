import CLinux
import Digests
import Glibc
import HTTP
import Host
import Offload
import Registry

/// Kernels and initramfs files out of container images, each image fetched once.
///
/// The directory holds `KEY/kernel` and `KEY/initrd`, by the image's digest and the files' paths in it; `requests/KEY`, the
/// digest that a name of an image stood for when it was asked; `lock`, held while one is fetched. What nobody used for a
/// month goes when another one is fetched.
package struct ContainerKernels: Sendable {
    private let directory: String
    private let fetcher: SourceFetcher

    /// No kernel is as large.
    private static let most: Int64 = 4 << 30
    private static let unfinished = "fetching-"

    package init(directory: String, fetcher: SourceFetcher) { (self.directory, self.fetcher) = (directory, fetcher) }

    /// The kernel that is here already; nobody is asked.
    package func known(_ source: ContainerKernelSource) async -> ContainerKernel? {
        guard let reference = try? RegistryReference(source.url) else { return nil }
        return await blocking { recorded(source, reference) }
    }

    /// The kernel, fetched where it is not here. `fresh`: what the image's name stands for is asked again.
    package func fetch(
        _ source: ContainerKernelSource, fresh: Bool, progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> ContainerKernel {
        let reference = try ImageError.registry { () throws(RegistryError) in try RegistryReference(source.url) }
        let mayBeKnown = !fresh || reference.digest != nil
        if mayBeKnown, let known = await blocking({ recorded(source, reference) }), LastUse.isRecent(known.kernel) {
            return known
        }
        let lock = try await lock()
        defer { lock.release() }
        if mayBeKnown, let known = await blocking({ recorded(source, reference) }) {
            LastUse.note(known.kernel)
            return known
        }
        await blocking { sweep() }
        let client = RegistryClient(fetcher.settings(nil), environment: fetcher.environment)
        progress(BuildProgress(stage: .download, fraction: 0, detail: "\(reference)"))
        let image = try await ImageError.pulling { () async throws(RegistryError) in
            try await client.resolve(reference, architecture: source.architecture)
        }
        let key = source.key("\(image.digest)")
        guard finished(key, source) == nil else { return try keep(key, source, reference) }
        let place = "\(directory)/\(Self.unfinished)\(key)"
        defer { try? FileSystem.remove(place) }
        try stored { () throws(SystemError) in try FileSystem.makeDirectory(place) }
        let files =
            [(path: source.kernelPath, target: place + "/kernel")]
            + [source.initrdPath].compactMap(\.self).map { (path: $0, target: place + "/initrd") }
        try await ImageError.pulling { () async throws(RegistryError) in
            try await client.pullFiles(files, of: image, scratch: place, most: Self.most) {
                progress(.download($0, "\(reference)"))
            }
        }
        try stored { () throws(SystemError) in
            // Half of one may be there, whose other half somebody removed.
            try FileSystem.remove("\(directory)/\(key)")
            guard rename(place, "\(directory)/\(key)") == 0 else { throw SystemError("rename", subject: place) }
        }
        return try keep(key, source, reference)
    }

    /// Removes kernels as ``DiskStore/prune(olderThan:keeping:keepingNames:isTrial:inUse:)`` does images: those that nobody
    /// asked for in so long, or `keepingNames` what no name stands for any more, or all; never what was asked for a moment
    /// ago. A machine that runs has its kernel in memory.
    package func prune(
        olderThan age: Duration?, keepingNames: Bool, isTrial: Bool
    ) async throws(ImageError) -> DiskStore.Pruned {
        guard FileSystem.exists(directory) else { return DiskStore.Pruned() }
        let lock = try await lock()
        defer { lock.release() }
        return await blocking {
            let named = Set(
                FileSystem.names(in: directory + "/requests").compactMap { FileSystem.text(path(ofRequest: $0)) })
            var gone = DiskStore.Pruned()
            for key in FileSystem.names(in: directory).sorted() where Digest.isText(key) {
                let (place, kernel) = ("\(directory)/\(key)", "\(directory)/\(key)/kernel")
                if LastUse.isOfLate(kernel) || keepingNames && named.contains(key) { continue }
                if let age, LastUse.age(of: kernel) ?? .max <= age.components.seconds { continue }
                let size = [kernel, place + "/initrd"].reduce(Int64(0)) {
                    $0 + (FileSystem.status($1).map { Int64($0.st_blocks) * 512 } ?? 0)
                }
                if !isTrial, (try? FileSystem.remove(place)) == nil { continue }
                gone.kernels.append(key)
                gone.bytes += size
            }
            if !isTrial { sweep() }
            return gone
        }
    }

    /// Remembers what the name stood for.
    private func keep(
        _ key: String, _ source: ContainerKernelSource, _ reference: RegistryReference
    ) throws(ImageError) -> ContainerKernel {
        guard let found = finished(key, source) else {
            throw ImageError(.damaged, "\(reference): the files are gone that were fetched a moment ago; try again")
        }
        LastUse.note(found.kernel)
        try stored { () throws(SystemError) in
            try FileSystem.write(Array(key.utf8), to: path(ofRequest: source.key("\(reference)")), synced: false)
        }
        return found
    }

    private func path(ofRequest key: String) -> String { "\(directory)/requests/\(key)" }

    private func recorded(_ source: ContainerKernelSource, _ reference: RegistryReference) -> ContainerKernel? {
        guard let key = FileSystem.text(path(ofRequest: source.key("\(reference)"))), Digest.isText(key) else {
            return nil
        }
        return finished(key, source)
    }

    private func finished(_ key: String, _ source: ContainerKernelSource) -> ContainerKernel? {
        let found = ContainerKernel(
            kernel: "\(directory)/\(key)/kernel",
            initrd: source.initrdPath.map { _ in "\(directory)/\(key)/initrd" })
        let isWhole = [found.kernel, found.initrd].allSatisfy { $0.map(FileSystem.exists) ?? true }
        return isWhole ? found : nil
    }

    /// Waits until no other process or task fetches one.
    private func lock() async throws(ImageError) -> FileLock {
        do throws(SystemError) {
            try await blocking { () throws(SystemError) in try FileSystem.makeDirectory(directory + "/requests") }
            return try await FileLock.waiting(for: directory + "/lock")
        } catch {
            guard error.number != ECANCELED else {
                throw ImageError(.cancelled, "cancelled while another kernel was fetched", cause: CancellationError())
            }
            throw unusable(error)
        }
    }

    /// Removes what died while it was fetched, and what nobody used for a month; by the holder of the lock.
    private func sweep() {
        var keys: Set<String> = []
        for name in FileSystem.names(in: directory) {
            let path = "\(directory)/\(name)"
            if name.hasPrefix(Self.unfinished) || Digest.isText(name) && LastUse.isLongAgo(path + "/kernel") {
                try? FileSystem.remove(path)
            } else {
                keys.insert(name)
            }
        }
        for name in FileSystem.names(in: directory + "/requests") {
            guard let key = FileSystem.text(path(ofRequest: name)), keys.contains(key) else {
                try? FileSystem.remove(path(ofRequest: name))
                continue
            }
        }
    }

    private func stored(_ body: () throws(SystemError) -> Void) throws(ImageError) {
        do throws(SystemError) { try body() } catch { throw unusable(error) }
    }

    private func unusable(_ error: SystemError) -> ImageError {
        let isFull = error.number == ENOSPC || error.number == EDQUOT
        return ImageError(
            isFull ? .noSpace : .store,
            "the directory for kernels, \(directory), cannot be used. "
                + (isFull ? "Free some space there, or set" : "Set") + " MAYFLY_CACHE_DIR to another directory.",
            cause: error)
    }
}
