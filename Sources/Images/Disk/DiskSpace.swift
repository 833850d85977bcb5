import CLinux
import Glibc

/// Room for images.
package enum DiskSpace {
    /// Bytes that this user may still write where a path is; nil when that cannot be told.
    package static func free(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }

    /// What a build needs at its height: the unpacked system, its archive and the disk, each some 500 MB, and the
    /// appliance the first time.
    package static let neededForBuild: Int64 = 2_500 << 20

    /// What steps need, which are layers of what they change; the appliance the first time.
    static let neededForSteps: Int64 = 1_000 << 20

    static func check(_ directory: String, need: Int64, free: Int64?) throws(ImageError) {
        guard let free, free < need else { return }
        throw ImageError(
            .noSpace,
            "\(directory) has \(free >> 20) MiB free, and building the image needs \(need >> 20) MiB. Free some "
                + "space there, or set MAYFLY_CACHE_DIR to another directory.")
    }
}
