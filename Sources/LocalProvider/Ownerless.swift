import FoundationEssentials
import Host

/// Machines that are ended by a process that does not own them.
enum Ownerless {
    /// Removes a kept machine's directory; one that has a living owner is left to it.
    static func remove(_ path: String) async {
        guard let lock = try? FileLock.trying(path) else { return }
        try? FileSystem.remove(path)
        lock.release()
    }
}

/// Seconds since 1970.
func wallClock() -> Double { Date().timeIntervalSince1970 }
