import CLinux
import Glibc
import Host
import Offload

extension DiskStore {
    /// What went.
    package struct Removed: Sendable, Hashable, Codable {
        package var names: [String] = []
        package var digests: [String] = []
        /// What the disks took on this host's disk.
        package var bytes: Int64 = 0

        package init() {}
    }

    /// Takes an image away: by a name, that name; and when no other stands for it, or by its digest, the disk with what is
    /// beneath it and carries nothing else.
    ///
    /// `users` are machines by the digests that they use, asked when none can come any more. A disk that another one stands
    /// on stays; by its digest that is an error.
    package func remove(
        image text: String, users: @autoclosure @escaping @Sendable () -> [String: [String]]
    ) async throws(ImageError) -> Removed {
        let lock = try await lockForRemoval()
        defer { lock.release() }
        return try await blocking { () throws(ImageError) in
            let users = users()
            let named = digest(ofName: text)
            let digest = if let named { named } else { try self.digest(meant: text) }
            let names = self.names[digest] ?? []
            let tree = LayerTree(self)
            let stays = named != nil && (names.count > 1 || tree.carries(digest))
            if !stays { try check(digest, called: text, tree, users) }
            var removed = Removed()
            for name in named != nil && stays ? [text] : names where unlink("\(directory)/names/\(name)") == 0 {
                removed.names.append(name)
            }
            if !stays { takeAway(digest, tree, Set(users.keys), &removed) }
            return removed
        }
    }

    private func check(
        _ digest: String, called text: String, _ tree: LayerTree, _ users: [String: [String]]
    ) throws(ImageError) {
        if let machines = users[digest] {
            let several = machines.count > 1
            throw ImageError(
                .inUse,
                "‘\(text)’ is used by the machine\(several ? "s" : "") \(machines.joined(separator: ", ")); end "
                    + "\(several ? "them" : "it") first (mayfly stop)")
        }
        if basesOfBuilds.contains(digest) {
            throw ImageError(.inUse, "something is made of ‘\(text)’ at this moment; wait for it, or end it")
        }
        let above = tree.above[digest] ?? []
        guard above.isEmpty else {
            let words = above.sorted().map { names[$0]?.first ?? String($0.prefix(12)) }
            throw ImageError(
                .inUse, "‘\(text)’ is beneath other images (\(words.joined(separator: ", "))); remove those first")
        }
    }

    /// Removes a disk, and what is beneath it for as long as that is nobody's.
    private func takeAway(_ digest: String, _ tree: LayerTree, _ used: Set<String>, _ removed: inout Removed) {
        var (next, tree) = (String?.some(digest), tree)
        let bases = Set(basesOfBuilds)
        while let current = next {
            let isTop = current == digest
            if !isTop, names[current] != nil || used.contains(current) || bases.contains(current) { break }
            if tree.carries(current) { break }
            let size = self.used([current])
            guard unlink(path(ofDisk: current)) == 0 || isTop else { break }
            removeNotes(of: current)
            removed.digests.append(current)
            removed.bytes += size
            next = tree.beneath[current]
            tree.remove(current)
        }
        forget(Set(removed.digests))
    }
}

/// Which disks stand on which.
private struct LayerTree {
    /// The disk beneath each layer.
    private(set) var beneath: [String: String] = [:]
    private(set) var above: [String: Set<String>] = [:]

    init(_ store: DiskStore) {
        for digest in store.digests {
            guard let name = QCOW2.head(store.path(ofDisk: digest))?.backing,
                let lower = store.digest(ofPath: "\(store.directory)/\(name)")
            else { continue }
            beneath[digest] = lower
            above[lower, default: []].insert(digest)
        }
    }

    func carries(_ digest: String) -> Bool { above[digest]?.isEmpty == false }

    mutating func remove(_ digest: String) {
        guard let lower = beneath.removeValue(forKey: digest) else { return }
        above[lower]?.remove(digest)
    }
}
