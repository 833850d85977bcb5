import CLinux
import Glibc
import Host

/// When an image was last used: its file's time of access, which we set ourselves, because many file systems do not.
///
/// The time of modification is left alone: it tells whether the image is still what was written.
enum LastUse {
    private static let day = 24 * 60 * 60

    static func note(_ path: String) {
        let times = [timespec(tv_sec: Glibc.time(nil), tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: omitted)]
        utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW)
    }

    /// Within a day: such an image is not removed for a long time yet.
    static func isRecent(_ path: String) -> Bool { age(of: path).map { $0 < day } ?? false }

    /// More than 30 days ago.
    static func isLongAgo(_ path: String) -> Bool { age(of: path).map { $0 > 30 * day } ?? false }

    /// Within ten minutes: whoever asked may be about to use it.
    static func isOfLate(_ path: String) -> Bool { age(of: path).map { $0 < 600 } ?? false }

    /// Seconds; negative when the clock was set back. Nil when there is no such file.
    static func age(of path: String) -> Int? { FileSystem.status(path).map { Glibc.time(nil) - time($0) } }

    /// Seconds since 1970; 0 when there is no such file.
    static func time(of path: String) -> Int { FileSystem.status(path).map(time) ?? 0 }

    private static func time(_ status: stat) -> Int { max(status.st_atim.tv_sec, status.st_mtim.tv_sec) }

    /// UTIME_OMIT, a macro that Swift does not see.
    private static let omitted = (1 << 30) - 2
}
