import CGuestfs
import Glibc

extension Appliance {
    /// The QEMU that libguestfs was built to run; nil where it cannot be told.
    package static let usualEmulator: String? = {
        guard let handle = mayfly_guestfs_create() else { return nil }
        defer { guestfs_close(handle) }
        guard let path = guestfs_get_hv(handle) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }()

    /// The version of libguestfs, such as `1.48.6`; empty where it cannot be told.
    package static let libraryVersion: String = {
        guard let handle = mayfly_guestfs_create() else { return "" }
        defer { guestfs_close(handle) }
        guard let version = guestfs_version(handle) else { return "" }
        defer { guestfs_free_version(version) }
        return "\(version.pointee.major).\(version.pointee.minor).\(version.pointee.release)"
    }()
}
