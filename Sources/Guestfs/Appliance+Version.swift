import CGuestfs
import Glibc

extension Appliance {
    /// The version of libguestfs, such as `1.48.6`; empty where it cannot be told.
    package static let libraryVersion: String = {
        guard let handle = mayfly_guestfs_create() else { return "" }
        defer { guestfs_close(handle) }
        guard let version = guestfs_version(handle) else { return "" }
        defer { guestfs_free_version(version) }
        return "\(version.pointee.major).\(version.pointee.minor).\(version.pointee.release)"
    }()
}
