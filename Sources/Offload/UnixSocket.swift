import CLinux
import Glibc

/// Stream sockets in the file system.
package enum UnixSocket {
    /// The longest path that fits a socket's address, in bytes (sun_path less its end).
    package static let longestPath = 107

    /// Connects to a listening socket; waits while its backlog is full.
    package static func connect(to path: String) async throws(SystemError) -> DescriptorStream {
        let number = try retrying("socket") { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) }
        let descriptor = Descriptor(owning: number)
        _ = try await blocking { () throws(SystemError) in
            try retrying("connect", path) { mayfly_unix_connect(number, path) }
        }
        return try DescriptorStream(descriptor)
    }
}
