import Digests
import Host
import Offload

/// Where things are in the store.
extension DiskStore {
    static let suffix = ".qcow2"

    package func path(ofDisk digest: String) -> String { "\(directory)/\(digest)\(Self.suffix)" }
    func path(ofRecord digest: String) -> String { "\(directory)/records/\(digest)" }
    func path(ofRequest key: String) -> String { "\(directory)/requests/\(key)" }
    /// What is remembered of files of the host.
    var inputs: String { directory + "/inputs" }
    /// A download that may go on where it broke; outside a build's directory, which goes with the build.
    func partial(_ key: String) -> String { "\(directory)/downloads/\(key)" }
    func build(_ key: String) -> String { "\(directory)/builds/\(key)" }

    /// The digest in a disk's path; nil for another path.
    package func digest(ofPath path: String) -> String? {
        guard path.hasPrefix(directory + "/"), path.hasSuffix(Self.suffix) else { return nil }
        let digest = path.dropFirst(directory.count + 1).dropLast(Self.suffix.count)
        return Digest.isText(digest) ? String(digest) : nil
    }

    /// A disk is about to be used: for ten minutes nobody takes it for old.
    package static func noteUse(of path: String) { LastUse.note(path) }

    /// Every disk's digest, layers and all.
    var digests: [String] { FileSystem.names(in: directory).compactMap { digest(ofPath: "\(directory)/\($0)") } }

    /// The record of a disk.
    package func record(of digest: String) -> ImageRecord? { ImageRecord.read(path(ofRecord: digest)) }

    /// The digest that a name stands for.
    package func digest(ofName name: String) -> String? {
        guard !name.contains("/"), !name.contains(FileSystem.unfinished),
            let text = FileSystem.text("\(directory)/names/\(name)")
        else { return nil }
        let digest = text.prefix { !$0.isNewline }
        return Digest.isText(digest) ? String(digest) : nil
    }

    /// Lets a name stand for a disk.
    package func setName(_ name: String, _ digest: String) throws(ImageError) {
        try ImageName.check(name)
        guard self.digest(ofName: name) != digest else { return }
        do throws(SystemError) {
            try FileSystem.makeDirectory(directory + "/names")
            try FileSystem.write(Array((digest + "\n").utf8), to: "\(directory)/names/\(name)", synced: false)
        } catch {
            throw unusable(error)
        }
    }

    /// Names by the digest that they stand for.
    package var names: [String: [String]] {
        Dictionary(
            grouping: FileSystem.names(in: directory + "/names").filter { digest(ofName: $0) != nil }.sorted()
        ) { digest(ofName: $0) ?? "" }
    }
}
