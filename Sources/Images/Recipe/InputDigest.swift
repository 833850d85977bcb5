import CLinux
import Digests
import Glibc
import Host
package import Offload

/// The digest of a file or tree of the host: names, kinds, permissions and contents, wherever it lies. It blocks.
///
/// What was read once is remembered by what the file system says of it, so that an unchanged tree is not read again.
package struct InputDigest {
    /// Where it is remembered; nil: nowhere.
    let memory: String?

    package init(memory: String?) { self.memory = memory }

    /// Follows a link that the path itself is; those in a tree are part of it as links.
    package func of(_ path: String) throws(SystemError) -> String {
        let listing = try Listing(path)
        let note = memory.map { $0 + "/" + Self.digest { $0.update(path) } }
        let state = listing.state
        if let note, let text = FileSystem.text(note) {
            let words = text.split(separator: "\n")
            if words.count == 2, words[0] == state, Digest.isText(words[1]) { return String(words[1]) }
        }
        let found = try listing.digest()
        // A file that was written a moment ago may change again without a trace in its times.
        if let note, listing.newest < time(nil) - 2 {
            try? FileSystem.write(Array("\(state)\n\(found)\n".utf8), to: note, synced: false)
        }
        return found
    }

    private static func digest(_ body: (borrowing Digest) -> Void) -> String {
        let digest = Digest()
        body(digest)
        return digest.finish()
    }

    /// What lies at a path and beneath it, in order.
    private struct Listing {
        private struct Entry {
            let name: String
            let path: String
            let identity: FileIdentity
            var kind: UInt32 { identity.mode & S_IFMT }
        }

        private var entries: [Entry] = []
        private(set) var newest = 0

        init(_ path: String) throws(SystemError) {
            var status = stat()
            try retrying("stat", path) { stat(path, &status) }
            try add("", path, status)
        }

        private mutating func add(_ name: String, _ path: String, _ status: stat) throws(SystemError) {
            newest = max(newest, status.st_mtim.tv_sec, status.st_ctim.tv_sec)
            entries.append(Entry(name: name, path: path, identity: FileIdentity(status)))
            guard status.st_mode & S_IFMT == S_IFDIR else { return }
            for child in FileSystem.names(in: path).sorted() {
                let place = path + "/" + child
                var status = stat()
                try retrying("lstat", place) { lstat(place, &status) }
                try add(name + "/" + child, place, status)
            }
        }

        /// All that the file system says of it, in one digest.
        var state: String {
            InputDigest.digest { digest in
                for entry in entries {
                    digest.update(entry.name)
                    digest.update("\(entry.identity)")
                }
            }
        }

        func digest() throws(SystemError) -> String {
            let digest = Digest()
            for entry in entries {
                digest.update(entry.name)
                digest.update(String(entry.identity.mode, radix: 8))
                switch entry.kind {
                case S_IFREG: digest.update(try Digest.ofFile(entry.path))
                case S_IFLNK: digest.update(FileSystem.linkTarget(entry.path) ?? "")
                default: break
                }
            }
            return digest.finish()
        }
    }
}
