import Glibc
import Host

/// How much memory a process has, in bytes, as /proc/PID/status says.
package struct ProcessMemory: Codable, Sendable, Equatable {
    /// What lies in memory now.
    package var resident: Int
    /// The most that ever did.
    package var peak: Int

    /// Nil for a text that says neither.
    init?(status: String) {
        func bytes(_ key: String) -> Int? {
            guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key + ":") }) else { return nil }
            let words = line.dropFirst(key.utf8.count + 1).split(whereSeparator: \.isWhitespace)
            guard words.count == 2, words[1] == "kB", let count = Int(words[0]) else { return nil }
            return count << 10
        }
        guard let resident = bytes("VmRSS"), let peak = bytes("VmHWM") else { return nil }
        (self.resident, self.peak) = (resident, peak)
    }

    /// Of this process; nil where the system does not tell.
    package static var own: ProcessMemory? { FileSystem.text("/proc/self/status").flatMap(ProcessMemory.init(status:)) }
}
