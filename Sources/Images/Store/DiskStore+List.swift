import CLinux
import Digests
import Host
import Offload

/// An image of the store, as a list shows it.
package struct StoredImage: Sendable, Hashable, Codable {
    /// SHA-256 of its file.
    package let digest: String
    /// What it is called: the fixtures that asked for it, or what it was imported as.
    package let names: [String]
    /// What was done last to make it.
    package let summary: String
    /// The size of the disk that a guest sees, in bytes.
    package let virtualSize: Int64
    /// What it takes on this host's disk, in bytes, with all that is beneath it.
    package let size: Int64
    /// How many layers it has; 1 for a disk that stands alone.
    package let layers: Int
    /// Seconds since 1970; nil when it is not known.
    package let created: Int?
    /// Seconds since 1970.
    package let used: Int
    /// Whether a machine has an overlay on it.
    package let isInUse: Bool
}

extension DiskStore {
    /// The images: what has a name, or nothing above it. `everything`: all layers too.
    package func images(inUse: Set<String>, everything: Bool = false) async -> [StoredImage] {
        await blocking {
            let (names, all) = (names, digests)
            var beneath: Set<String> = []
            for digest in all {
                guard let next = QCOW2.head(path(ofDisk: digest))?.backing else { continue }
                beneath.insert(String(next.dropLast(Self.suffix.count)))
            }
            let shown = all.filter { everything || names[$0] != nil || !beneath.contains($0) }
            return shown.compactMap { image($0, names[$0] ?? [], isInUse: inUse.contains($0)) }
                .sorted { ($0.names.first ?? "~", $0.digest) < ($1.names.first ?? "~", $1.digest) }
        }
    }

    func image(_ digest: String, _ names: [String], isInUse: Bool) -> StoredImage? {
        let path = path(ofDisk: digest)
        guard let head = QCOW2.head(path), let chain = try? chain(of: path) else { return nil }
        let record = record(of: digest)
        return StoredImage(
            digest: digest, names: names, summary: record?.summary ?? "made by an earlier version",
            virtualSize: head.virtualSize, size: used(Set(chain.compactMap(self.digest(ofPath:)))), layers: chain.count,
            created: record?.created, used: LastUse.time(of: path), isInUse: isInUse)
    }

    /// The image that a text means: a name, or the beginning of a digest, with or without `sha256:`.
    package func find(_ text: String) async throws(ImageError) -> DiskImage {
        let digest = try await blocking { () throws(ImageError) in try self.digest(meant: text) }
        let path = path(ofDisk: digest)
        guard let head = QCOW2.head(path) else {
            throw ImageError(.damaged, "\(path) is no disk; see mayfly image check")
        }
        LastUse.note(path)
        return DiskImage(path: path, digest: digest, format: "qcow2", virtualSize: head.virtualSize, isNew: false)
    }

    func digest(meant text: String) throws(ImageError) -> String {
        if let digest = digest(ofName: text), FileSystem.exists(path(ofDisk: digest)) { return digest }
        let beginning = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
        // Short ones are more often a slip than a digest.
        let found = beginning.utf8.count >= 6 ? digests.filter { $0.hasPrefix(beginning) } : []
        if found.count == 1 { return found[0] }
        if found.count > 1 {
            throw ImageError(.source, "‘\(text)’ is the beginning of \(found.count) images' digests; write more of it")
        }
        throw ImageError(.source, "there is no image ‘\(text)’ here; mayfly image list shows what there is")
    }
}
