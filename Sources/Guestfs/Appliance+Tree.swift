import CGuestfs
import Glibc

/// Files and directories of the guest; paths are resolved inside it.
extension Appliance {
    /// What is at a path, links followed; nil when nothing is.
    package func status(_ path: String) async throws(GuestfsError) -> FileStatus? {
        do throws(GuestfsError) {
            return try await value("statns") { handle in
                guard let status = guestfs_statns(handle, path) else { return nil }
                defer { guestfs_free_statns(status) }
                let found = status.pointee
                return FileStatus(
                    mode: UInt32(truncatingIfNeeded: found.st_mode), user: UInt32(truncatingIfNeeded: found.st_uid),
                    group: UInt32(truncatingIfNeeded: found.st_gid), size: found.st_size)
            }
        } catch  where error.number == ENOENT || error.number == ENOTDIR {
            return nil
        }
    }

    /// The path without links in it.
    package func realPath(_ path: String) async throws(GuestfsError) -> String {
        try await text("realpath") { guestfs_realpath($0, path) }
    }

    /// All of a file.
    package func contents(_ path: String) async throws(GuestfsError) -> [UInt8] {
        try await value("read_file") { handle in
            var size = 0
            guard let bytes = guestfs_read_file(handle, path, &size) else { return nil }
            defer { free(bytes) }
            return Array(UnsafeRawBufferPointer(start: bytes, count: size))
        }
    }

    /// Some of a file.
    package func contents(_ path: String, from offset: Int64, count: Int32) async throws(GuestfsError) -> [UInt8] {
        try await value("pread") { handle in
            var size = 0
            guard let bytes = guestfs_pread(handle, path, count, offset, &size) else { return nil }
            defer { free(bytes) }
            return Array(UnsafeRawBufferPointer(start: bytes, count: size))
        }
    }

    /// Writes a file's content, through a link that is there. A message to the appliance holds 4 MiB.
    package func write(_ bytes: [UInt8], to path: String) async throws(GuestfsError) {
        let most = 1 << 20
        try await write(bytes.prefix(most), to: path, appending: false)
        for start in stride(from: most, to: bytes.count, by: most) {
            try await write(bytes[start..<min(start + most, bytes.count)], to: path, appending: true)
        }
    }

    /// Adds to a file's end.
    package func append(_ bytes: [UInt8], to path: String) async throws(GuestfsError) {
        let most = 1 << 20
        for start in stride(from: 0, to: bytes.count, by: most) {
            try await write(bytes[start..<min(start + most, bytes.count)], to: path, appending: true)
        }
    }

    private func write(_ bytes: ArraySlice<UInt8>, to path: String, appending: Bool) async throws(GuestfsError) {
        try await call(appending ? "write_append" : "write") { handle in
            // libguestfs wants an address, also of nothing: one byte more.
            (bytes + [0]).withUnsafeBytes { buffer in
                let base = buffer.assumingMemoryBound(to: CChar.self).baseAddress
                return appending
                    ? guestfs_write_append(handle, path, base, bytes.count)
                    : guestfs_write(handle, path, base, bytes.count)
            }
        }
    }

    /// Copies a file of the host.
    package func upload(_ source: String, to path: String) async throws(GuestfsError) {
        try await call("upload") { guestfs_upload($0, source, path) }
    }

    package func setMode(_ path: String, _ mode: UInt32) async throws(GuestfsError) {
        try await call("chmod") { guestfs_chmod($0, Int32(mode), path) }
    }

    package func setOwner(_ path: String, user: UInt32, group: UInt32) async throws(GuestfsError) {
        try await call("chown") { guestfs_chown($0, Int32(bitPattern: user), Int32(bitPattern: group), path) }
    }

    /// Removes files and trees; what is not there is no error. A link is removed, not what it names.
    package func remove(_ path: String) async throws(GuestfsError) {
        try await call("rm_rf") { guestfs_rm_rf($0, path) }
    }

    /// Makes a symbolic link, in the place of one that is there.
    package func link(_ path: String, to target: String) async throws(GuestfsError) {
        try await call("ln_sf") { guestfs_ln_sf($0, target, path) }
    }

    /// Names in a directory.
    package func names(in directory: String) async throws(GuestfsError) -> [String] {
        try await value("ls") { handle in
            guard let list = guestfs_ls(handle, directory) else { return nil }
            defer { free(list) }
            var names: [String] = []
            var next = list
            while let name = next.pointee {
                names.append(String(cString: name))
                free(name)
                next += 1
            }
            return names
        }
    }

    /// Whether this libguestfs was built with a group of functions.
    package func has(_ feature: String) async throws(GuestfsError) -> Bool {
        try await value("feature_available") { handle in
            let answer = withCStrings([feature]) {
                guestfs_feature_available(handle, UnsafeMutablePointer(mutating: $0))
            }
            return answer == -1 ? nil : answer == 1
        }
    }

    /// Gives a tree the labels that SELinux's policy has for it.
    package func relabel(_ specification: String, _ path: String) async throws(GuestfsError) {
        try await call("selinux_relabel") { mayfly_guestfs_relabel($0, specification, path) }
    }
}
