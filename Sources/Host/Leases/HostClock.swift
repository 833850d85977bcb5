import CLinux
import Glibc

/// Seconds since the host's boot, the time that it was suspended included: nobody can set this clock.
package enum HostClock {
    package static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
