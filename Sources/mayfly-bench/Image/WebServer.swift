import Glibc
import HTTP
import Host
import Offload

/// An nginx of our own that serves a directory on a port of 127.0.0.1 while a body runs.
enum WebServer {
    static func serving<Value: Sendable>(
        _ files: String, scratch: String, _ body: @escaping @Sendable (_ url: String) async throws -> Value
    ) async throws -> Value {
        guard let program = FileSystem.program("nginx") else {
            throw PeerObstacle.missing("nginx", package: "nginx-light")
        }
        let port = try freePort()
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(scratch)/\($0);" }.joined(separator: "\n")
        let configuration = """
            \(getuid() == 0 ? "user root;" : "")
            daemon off; master_process off; pid \(scratch)/nginx.pid; error_log stderr;
            events { worker_connections 64; }
            http { access_log off; sendfile on; \(temporary)
              server { listen 127.0.0.1:\(port); root \(files); } }
            """
        let file = scratch + "/nginx.conf"
        try FileSystem.write(Array(configuration.utf8), to: file)
        let server = Task {
            try await Child.run(program, ["-p", scratch, "-c", file, "-e", "stderr"], limit: .seconds(24 * 3600))
        }
        return try await finishing {
            let url = "http://127.0.0.1:\(port)"
            // The client asks again while nobody listens yet.
            _ = try await HTTPClient(HTTPSettings()).send(HTTPRequest(.head, url + "/"))
            return try await body(url)
        } finally: {
            server.cancel()
            _ = await server.result
        }
    }

    /// A port that was free a moment ago.
    private static func freePort() throws -> UInt16 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = Descriptor(owning: try retrying("socket") { socket(AF_INET, type, 0) })
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let raw = descriptor.raw
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(raw, address, size) == 0 && getsockname(raw, address, &size) == 0
            }
        }
        guard isBound else { throw SystemError("bind", subject: "127.0.0.1") }
        return UInt16(bigEndian: address.sin_port)
    }
}
