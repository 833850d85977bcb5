import CLinux
import Glibc
import Host

/// When an image was last used: its file's time of access, which we set ourselves, because many file systems do not.
///
/// The time of modification is left alone: it tells whether the image is still what was written.
enum LastUse {
    private static let day = 24 * 60 * 60

    static func note(_ path: String) {
        let times = [timespec(tv_sec: time(nil), tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: omitted)]
        utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW)
    }

    /// Within a day: such an image is not removed for a long time yet.
    static func isRecent(_ path: String) -> Bool { age(of: path).map { $0 < day } ?? false }

    /// More than 30 days ago.
    static func isLongAgo(_ path: String) -> Bool { age(of: path).map { $0 > 30 * day } ?? false }

    /// Seconds; negative when the clock was set back. Nil when there is no such file.
    private static func age(of path: String) -> Int? {
        FileSystem.status(path).map { time(nil) - max($0.st_atim.tv_sec, $0.st_mtim.tv_sec) }
    }

    /// UTIME_OMIT, a macro that Swift does not see.
    private static let omitted = (1 << 30) - 2
}
