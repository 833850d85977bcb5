import Glibc

/// The host's wall clock. Anybody may set it at any time, forward or back: guests and people are told it, and what is
/// measured by it may have a wrong length, also a negative one.
package enum WallClock {
    /// By how much it is off; for tests, which must not set the host's.
    @TaskLocal package static var shift = Duration.zero

    /// Nanoseconds since 1970.
    package static var nanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let shift = shift.components
        let seconds = max(0, Int64(time.tv_sec) + shift.seconds)
        return UInt64(seconds) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Seconds since 1970.
    package static var now: Double { Double(nanoseconds) / 1e9 }
}
