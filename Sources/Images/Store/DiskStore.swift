import CLinux
import Digests
package import Fixtures
import Glibc
import Host
import Offload

/// Builds each disk once and keeps it by content.
///
/// The directory holds `DIGEST.qcow2`, disks named by their SHA-256; `requests/KEY`, the manifest of what a request was
/// answered with; `records/DIGEST`, where a disk came from; `names/NAME`, what people call it; `builds/KEY`, where a disk is
/// being built by the holder of `locks/KEY`. A disk may be a layer over another, which its head names. Whatever dies at any moment, a
/// file under its final name is whole, and what lies in a build whose lock is free is swept by the next build.
///
/// Packages in a disk are as old as the disk. Fresh ones come with another request, by ``remove(_:)``, or when a caller
/// sets the greatest age it accepts.
package struct DiskStore: Sendable {
    /// How many layers a machine reads through at most.
    static let mostLayers = 24

    package let directory: String
    let builder: any DiskBuilder
    let free: @Sendable (String) -> Int64?

    package init(
        directory: String, builder: any DiskBuilder, free: @escaping @Sendable (String) -> Int64? = DiskSpace.free
    ) {
        self.directory = directory
        self.builder = builder
        self.free = free
    }

    /// The disk for a fixture's source, built when it is not there yet: minutes.
    ///
    /// `architecture` is KubeVirt's name of it, such as `amd64`, and must be this host's; a disk that is older than
    /// `oldest` is built again; disks that machines use, by their digests in `inUse`, stay however long ago they were
    /// asked for.
    package func image(
        for source: BootstrapSource, architecture: String, helper: HelperBinary, oldest: Duration? = nil,
        inUse: Set<String> = [], progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        guard architecture == Self.hostArchitecture else {
            throw ImageError(
                .architecture,
                "a disk for \(architecture) cannot be bootstrapped on this host (\(Self.hostArchitecture)): programs of "
                    + "the guest's own run while it is built. Use a host of that architecture.")
        }
        let host = await blocking { AptSource.ofHost() }
        let plan = BootstrapPlan(source, architecture: architecture, host: host)
        return try await image(
            for: DiskRequest(plan: plan, helper: helper), oldest: oldest, inUse: inUse, progress: progress)
    }

    /// The disk for a request.
    package func image(
        for request: DiskRequest, oldest: Duration? = nil, inUse: Set<String> = [],
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        let (builder, start) = (builder, ContinuousClock.now)
        return try await image(
            request.key, oldest: oldest, inUse: inUse, need: DiskSpace.neededForBuild, progress: progress
        ) { directory in
            do throws(ImageError) {
                try await builder.build(request, in: directory, progress: progress)
                return MadeDisks([.init(path: directory + "/disk.qcow2", record: await request.record(since: start))])
            } catch {
                return MadeDisks(failure: error)
            }
        }
    }

    /// The disk of a key, if it is there and nobody is about to remove it because it is so old.
    func known(_ key: String, _ oldest: Duration? = nil) async -> DiskImage? {
        guard let known = await blocking({ finished(key, oldest) }), LastUse.isRecent(known.path) else { return nil }
        LastUse.note(known.path)
        return known
    }

    /// The disk of a key: what is there, or what a build makes in a directory of its own, over a disk that is there.
    ///
    /// `need` bytes must be free to begin; `fresh`: built even when it is there. Of a build that fails what is whole is
    /// kept, and then the failure is thrown.
    func image(
        _ key: String, over base: DiskImage? = nil, oldest: Duration? = nil, fresh: Bool = false, inUse: Set<String>,
        need: Int64, progress: @escaping @Sendable (BuildProgress) -> Void,
        build body: @Sendable (_ directory: String) async -> MadeDisks
    ) async throws(ImageError) -> DiskImage {
        if !fresh, let known = await known(key, oldest) { return known }
        let lock = try await lock(key, progress)
        defer { lock.release() }
        if !fresh, let known = await blocking({ finished(key, oldest) }) {
            LastUse.note(known.path)
            return known
        }
        await sweep(holding: key)
        await blocking { evict(inUse: inUse.union(base.map { [$0.digest] } ?? [])) }
        try DiskSpace.check(directory, need: need, free: free(directory))
        let build = self.build(key)
        do throws(ImageError) {
            try await blocking { () throws(ImageError) in try prepare(build, over: base) }
            let made = await body(build)
            if Task.isCancelled {
                throw ImageError(.cancelled, "cancelled while an image was built", cause: CancellationError())
            }
            progress(BuildProgress(stage: .store, fraction: 0))
            let image = try await keep(made, key, over: base)
            progress(BuildProgress(stage: .store, fraction: 1))
            if let failure = made.failure { throw failure }
            guard let image else { throw ImageError(.damaged, "a build gave no image. Try again.") }
            await Remains.remove(build)
            return image
        } catch {
            await Remains.remove(build)
            throw error
        }
    }

    /// Forgets a disk, by its digest: the next request for it builds it again. False when there is none.
    @discardableResult
    package func remove(_ digest: String) async -> Bool {
        guard Digest.isText(digest) else { return false }
        return await blocking {
            let wasThere = unlink(path(ofDisk: digest)) == 0
            removeNotes(of: digest)
            if wasThere { forget([digest]) }
            return wasThere
        }
    }

    /// What a build stands on is in use for as long as it goes on.
    func prepare(_ build: String, over base: DiskImage?) throws(ImageError) {
        do throws(SystemError) {
            try FileSystem.makeDirectory(build + "/tmp")
            if let base { try retrying("symlink", build) { symlink(base.path, build + "/base") } }
        } catch {
            throw unusable(error)
        }
    }

    /// Waits until nobody else builds the same disk. The kernel frees the lock with its holder, however that ends.
    func lock(
        _ key: String, _ progress: @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> FileLock {
        do throws(SystemError) {
            try await blocking { () throws(SystemError) in
                for name in ["requests", "builds", "locks", "downloads", "inputs"] {
                    try FileSystem.makeDirectory("\(directory)/\(name)")
                }
            }
            guard isOwn(directory) else {
                throw SystemError("open", subject: directory, number: EPERM)
            }
            let path = "\(directory)/locks/\(key)"
            if let lock = try FileLock.trying(path) { return lock }
            progress(BuildProgress(stage: .waiting, fraction: 0))
            return try await FileLock.waiting(for: path)
        } catch {
            if error.number == ECANCELED {
                throw ImageError(
                    .cancelled, "cancelled while another process built the image", cause: CancellationError())
            }
            throw unusable(error)
        }
    }

    /// Whether a file or directory is this user's and nobody else may write it.
    func isOwn(_ path: String) -> Bool {
        FileSystem.status(path).map { $0.st_uid == geteuid() && $0.st_mode & 0o022 == 0 } ?? false
    }

    func unusable(_ error: SystemError) -> ImageError {
        if error.number == ENOSPC || error.number == EDQUOT {
            return ImageError(
                .noSpace,
                "the directory for images, \(directory), is full: \(error.subject). Free \(DiskSpace.neededForBuild >> 20) "
                    + "MiB there, or set MAYFLY_CACHE_DIR to another directory.", cause: error)
        }
        return ImageError(
            .store,
            "the directory for images, \(directory), cannot be used: it must be your own, and only you may write it. Set "
                + "MAYFLY_CACHE_DIR to another directory; two users cannot share one.", cause: error)
    }

    /// Debian's name of this host's architecture.
    package static var hostArchitecture: String {
        #if arch(arm64)
            "arm64"
        #else
            "amd64"
        #endif
    }
}
