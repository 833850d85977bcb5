import Archive
import Customizing
import Glibc
import Offload

extension GuestFiles {
    /// Writes the files, the links and the helper as an archive that mmdebstrap unpacks into the guest. It blocks.
    func write(to path: String, helper: [UInt8]) throws(ImageError) {
        do {
            let file = Descriptor(
                owning: try retrying("open", path) {
                    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
                })
            let archive = try ArchiveWriter(to: file.raw, named: path, format: .tar)
            var made: Set<String> = []
            func makeParents(of path: String) throws {
                let parts = path.split(separator: "/").dropLast()
                for count in parts.indices.map({ $0 + 1 }) {
                    let directory = parts.prefix(count).joined(separator: "/")
                    guard made.insert(directory).inserted else { continue }
                    try archive.append(ArchiveEntry(path: directory, kind: .directory, permissions: 0o755))
                }
            }
            for entry in files {
                try makeParents(of: entry.path)
                try archive.append(file: entry.path, contents: Array(entry.text.utf8), permissions: entry.mode)
            }
            try makeParents(of: HelperService.program)
            try archive.append(file: HelperService.program, contents: helper, permissions: 0o755)
            for (path, target) in Self.links.sorted(by: { $0.key < $1.key }) {
                try makeParents(of: path)
                try archive.append(ArchiveEntry(path: path, kind: .symlink(target: target), permissions: 0o777))
            }
            try archive.close()
        } catch {
            throw InitramfsBuild.translate(error, path)
        }
    }
}
