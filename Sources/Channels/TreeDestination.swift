import Glibc
import Offload

/// Where a tree goes on the host: an open directory, and the root's name in it.
struct TreeDestination: Sendable {
    let parent: Descriptor
    let name: String
    /// The root's own path.
    let path: String
    /// Something had the root's name before.
    let exists: Bool
    /// The directories above the root that were made for it, the uppermost first.
    private let made: [String]

    /// With a destination that is a directory or ends in a slash, the root is put into it under the source's name.
    init(_ destination: String, sourceName: String) throws(SystemError) {
        var found = stat()
        let isDirectory = stat(destination, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
        let into = isDirectory || destination.hasSuffix("/")
        var parts = destination.split(separator: "/").map(String.init)
        if into { parts.append(sourceName) }
        let name = parts.popLast() ?? "."
        let start = destination.hasPrefix("/") ? "/" : ""
        var made: [String] = []
        for end in parts.indices {
            let path = start + parts[...end].joined(separator: "/")
            if stat(path, &found) != 0, mkdir(path, 0o755) == 0 { made.append(path) }
        }
        let parentPath = start + parts.joined(separator: "/")
        let opened = parentPath.isEmpty ? "." : parentPath
        do {
            let raw = try retrying("open", opened) { open(opened, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
            parent = Descriptor(owning: raw)
        } catch {
            for path in made.reversed() { rmdir(path) }
            throw error
        }
        self.name = name
        path = parentPath.isEmpty ? name : joinedPath(parentPath, name)
        exists = fstatat(parent.raw, name, &found, AT_SYMLINK_NOFOLLOW) == 0
        self.made = made
    }

    /// Removes those of them that hold nothing.
    func removeMadeParents() {
        for path in made.reversed() { rmdir(path) }
    }
}

/// A path with one more name, and one slash between.
func joinedPath(_ directory: String, _ name: String) -> String {
    directory.hasSuffix("/") ? directory + name : directory + "/" + name
}

/// Removes a tree without following a link in it; what cannot be removed stays.
func removeTree(_ name: UnsafePointer<CChar>, in parent: Int32) {
    if unlinkat(parent, name, 0) == 0 { return }
    let raw = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard raw >= 0 else { return }
    // A directory that is whole may be one that its owner cannot write to.
    fchmod(raw, 0o700)
    guard let directory = fdopendir(raw) else {
        close(raw)
        return
    }
    defer {
        closedir(directory)
        unlinkat(parent, name, AT_REMOVEDIR)
    }
    while let entry = readdir(directory) {
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            guard let name = bytes.bindMemory(to: CChar.self).baseAddress else { return }
            if strcmp(name, ".") != 0, strcmp(name, "..") != 0 { removeTree(name, in: dirfd(directory)) }
        }
    }
}
