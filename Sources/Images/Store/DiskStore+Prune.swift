import CLinux
import Digests
import Glibc
import Host
import Offload

extension DiskStore {
    /// Removes disks that nobody asked for in a month and no machine uses; not what was brought here under a name, which may
    /// be nowhere else.
    func evict(inUse: Set<String>) {
        let all = digests
        let brought = names.keys.filter { record(of: $0)?.isBrought ?? false }
        _ = remove(
            all,
            besides: inUse.union(basesOfBuilds).union(brought).union(
                all.filter { !LastUse.isLongAgo(path(ofDisk: $0)) }))
    }

    /// What was removed, and what it took on this host's disk.
    package struct Pruned: Sendable, Hashable, Codable {
        package var digests: [String] = []
        /// Kernels out of container images, by their keys.
        package var kernels: [String] = []
        package var bytes: Int64 = 0
    }

    /// Removes disks that nobody asked for in so long, and then those that were asked for longest ago until the rest takes
    /// at most so many bytes. What machines use (`inUse`, by digest) stays, with all that is beneath it, and so does what
    /// was asked for a moment ago: whoever asked may be about to use it.
    ///
    /// Without an age and a size all else goes. `keepingNames`: what a name stands for stays too. `isTrial`: nothing is
    /// removed, only told.
    package func prune(
        olderThan age: Duration?, keeping bytes: Int64?, keepingNames: Bool = false, isTrial: Bool = false,
        inUse: Set<String>
    ) async -> Pruned {
        if !isTrial { await sweep() }
        return await blocking {
            let all = digests
            var kept = inUse.union(basesOfBuilds).union(all.filter { LastUse.isOfLate(path(ofDisk: $0)) })
            if keepingNames { kept.formUnion(names.keys) }
            let others = all.filter { !kept.contains($0) }.map { ($0, LastUse.time(of: path(ofDisk: $0))) }
            for (digest, _) in others.sorted(by: { ($0.1, $0.0) > ($1.1, $1.0) }) {
                let path = path(ofDisk: digest)
                if let age, LastUse.age(of: path) ?? .max > age.components.seconds { continue }
                if let bytes, used(closure(of: kept.union([digest]))) > bytes { continue }
                if age == nil, bytes == nil { continue }
                kept.insert(digest)
            }
            return remove(all, besides: kept, isTrial: isTrial)
        }
    }

    /// What builds stand on that are under way.
    var basesOfBuilds: [String] {
        FileSystem.names(in: directory + "/builds").compactMap {
            FileSystem.linkTarget("\(directory)/builds/\($0)/base").flatMap(digest(ofPath:))
        }
    }

    /// Removes disks, but for some and what is beneath them. What came since they were listed, or was asked for since, stays.
    func remove(_ all: [String], besides kept: Set<String>, isTrial: Bool = false) -> Pruned {
        var kept = closure(of: kept)
        var gone = Pruned()
        // From the tops down: what stays at the last moment keeps what it stands on.
        let disks = all.map { (depth: (try? chain(of: path(ofDisk: $0)).count) ?? 0, digest: $0) }
        for (_, digest) in disks.sorted(by: { $0 > $1 }) where !kept.contains(digest) {
            if LastUse.isOfLate(path(ofDisk: digest)) {
                kept.formUnion(closure(of: [digest]))
                continue
            }
            let size = FileSystem.status(path(ofDisk: digest)).map { Int64($0.st_blocks) * 512 } ?? 0
            guard isTrial || unlink(path(ofDisk: digest)) == 0 else { continue }
            if !isTrial { removeNotes(of: digest) }
            gone.digests.append(digest)
            gone.bytes += size
        }
        if !isTrial { forget(Set(gone.digests)) }
        return gone
    }

    /// The digests of disks, with those of what is beneath them.
    func closure(of digests: Set<String>) -> Set<String> {
        var all: Set<String> = []
        for digest in digests {
            guard let chain = try? chain(of: path(ofDisk: digest)) else { continue }
            all.formUnion(chain.compactMap(self.digest(ofPath:)))
        }
        return all
    }

    /// What disks take on this host's disk, in bytes.
    func used(_ digests: Set<String>) -> Int64 {
        digests.reduce(0) { $0 + (FileSystem.status(path(ofDisk: $1)).map { Int64($0.st_blocks) * 512 } ?? 0) }
    }

    /// Removes the manifests that name disks which are gone.
    func forget(_ gone: Set<String>) {
        guard !gone.isEmpty else { return }
        for key in FileSystem.names(in: directory + "/requests") where Digest.isText(key) {
            let path = path(ofRequest: key)
            guard let text = FileSystem.text(path), let manifest = Manifest(text: text, format: DiskRequest.format),
                gone.contains(manifest.digest)
            else { continue }
            unlink(path)
        }
        for name in FileSystem.names(in: directory + "/names") {
            guard let digest = digest(ofName: name), gone.contains(digest) else { continue }
            unlink("\(directory)/names/\(name)")
        }
    }
}
