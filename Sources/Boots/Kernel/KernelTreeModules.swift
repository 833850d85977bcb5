import CLinux
import Digests
import Glibc
import Host
import Machines
import Offload

/// The modules of a build tree, which lie where they were compiled: laid out by links as they would be installed, because
/// depmod asks for that. The links are kept as long as no module is another.
struct KernelTreeModules: Sendable {
    let tree: String
    let version: String
    /// Their paths in the tree.
    private let paths: [String]

    /// Nil where nothing was built as a module.
    init?(_ tree: String, version: String) {
        guard let order = FileSystem.text(tree + "/modules.order") else { return nil }
        self.tree = tree
        self.version = version
        paths = order.split(separator: "\n").compactMap { Self.path(String($0)) }.filter {
            FileSystem.exists("\(tree)/\($0)")
        }
        if paths.isEmpty { return nil }
    }

    /// A line of modules.order, of old kernels (`kernel/fs/a.ko`) and new ones (`fs/a.o`), as a path in the tree.
    static func path(_ line: String) -> String? {
        let path = line.hasPrefix("kernel/") ? String(line.dropFirst("kernel/".count)) : line
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { return nil }
        if path.hasSuffix(".ko") { return path }
        return path.hasSuffix(".o") ? path.dropLast(2) + ".ko" : nil
    }

    /// Changes with each module that is built again.
    var key: String {
        let digest = Digest()
        digest.update(tree)
        digest.update(version)
        for path in paths {
            digest.update(path)
            guard let status = FileSystem.status("\(tree)/\(path)") else { continue }
            digest.update("\(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)")
        }
        return digest.finish()
    }

    /// Fills `place` as `make modules_install` would have done. It blocks.
    func layOut(in place: String) throws(SystemError) {
        let directory = "\(place)/lib/modules/\(version)"
        for path in paths {
            let link = "\(directory)/kernel/\(path)"
            try FileSystem.makeDirectory(String(link[..<(link.lastIndex(of: "/") ?? link.endIndex)]))
            try retrying("symlink", link) { symlink("\(tree)/\(path)", link) }
        }
        for name in ["modules.builtin", "modules.builtin.modinfo"] {
            guard let text = FileSystem.text("\(tree)/\(name)") else { continue }
            try FileSystem.write(Array(text.utf8), to: "\(directory)/\(name)", synced: false)
        }
        let order = paths.map { "kernel/\($0)\n" }.joined()
        try FileSystem.write(Array(order.utf8), to: directory + "/modules.order", synced: false)
    }
}
