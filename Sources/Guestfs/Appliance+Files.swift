import CGuestfs

extension Appliance {
    package func mount(_ device: String, at directory: String, options: String = "") async throws(GuestfsError) {
        try await call("mount_options") { guestfs_mount_options($0, options, device, directory) }
    }

    package func unmount(_ directory: String) async throws(GuestfsError) {
        try await call("umount") { guestfs_umount($0, directory) }
    }

    /// Unpacks an archive of the host (tar) into a directory of the disk.
    package func unpack(
        _ archive: String, into directory: String, progress: (@Sendable (Double) -> Void)? = nil
    ) async throws(GuestfsError) {
        report(to: progress)
        try await call("tar_in") { guestfs_tar_in($0, archive, directory) }
        report(to: nil)
    }

    package func makeDirectory(_ path: String) async throws(GuestfsError) {
        try await call("mkdir_p") { guestfs_mkdir_p($0, path) }
    }

    package func write(_ text: String, to path: String) async throws(GuestfsError) {
        let bytes = Array(text.utf8CString)
        try await call("write") { handle in
            bytes.withUnsafeBufferPointer { guestfs_write(handle, path, $0.baseAddress, bytes.count - 1) }
        }
    }

    package func read(_ path: String) async throws(GuestfsError) -> String {
        try await text("cat") { guestfs_cat($0, path) }
    }

    /// Runs a program of the disk's own system, inside it.
    @discardableResult
    package func run(_ program: String, _ arguments: String...) async throws(GuestfsError) -> String {
        let all = [program] + arguments
        return try await text("command \(all.joined(separator: " "))") { handle in
            withCStrings(all) { guestfs_command(handle, UnsafeMutablePointer(mutating: $0)) }
        }
    }

    /// Gives free blocks back to the host.
    package func trim(_ directory: String) async throws(GuestfsError) {
        try await call("fstrim") { mayfly_guestfs_trim($0, directory) }
    }

    /// Writes what was changed to the disk.
    package func synchronize() async throws(GuestfsError) { try await call("sync") { guestfs_sync($0) } }

    /// Writes everything to the disk and ends the appliance: an error here means the disk is not whole.
    package func shutDown() async throws(GuestfsError) {
        try await call("shutdown") { guestfs_shutdown($0) }
    }
}
