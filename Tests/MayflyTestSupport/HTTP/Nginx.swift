import Glibc
import Host

/// A real nginx that serves a directory, and with a certificate of its own also by TLS.
package final class Nginx: Sendable {
    package let url: String
    /// Empty without TLS.
    package let secureURL: String
    private let process: ServerProcess
    private let scratch: Scratch

    /// The certificate's file, which is its own authority.
    package var certificate: String { scratch("certificate.pem") }

    /// `server` goes into both servers' configuration, `secure` into that of the one with TLS only. One that is
    /// `expired` has a certificate of 2020.
    package init(
        serving directory: String, tls: Bool = false, expired: Bool = false, server: String = "",
        secure options: String = "",
        http2: Bool = false
    ) async throws {
        let scratch = Scratch("nginx")
        self.scratch = scratch
        let port = try LoopbackPort()
        let securePort = try LoopbackPort()
        var secure = ""
        if tls {
            let made = try await Child.run(
                FileSystem.program("openssl") ?? "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", scratch("key.pem"), "-out", scratch("certificate.pem"), "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                ], limit: .seconds(30))
            guard made.end == .exited(0) else { throw CertificateError(output: made.output) }
            if expired { try await Self.date(in: scratch) }
            secure = """
                server { listen 127.0.0.1:\(securePort.number) ssl\(http2 ? " http2" : ""); root \(directory);
                  \(server) \(options)
                  ssl_certificate \(scratch("certificate.pem")); ssl_certificate_key \(scratch("key.pem")); }
                """
        }
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(scratch($0));" }.joined(separator: "\n")
        // Root's nginx would serve as another user, who may not read the test's directory.
        let user = getuid() == 0 ? "user root;" : ""
        let configuration = """
            \(user)
            daemon off; master_process off; pid \(scratch("pid")); error_log stderr;
            events { worker_connections 512; }
            http { access_log off; sendfile on; \(temporary)
              server { listen 127.0.0.1:\(port.number); root \(directory); \(server) }
              \(secure)
            }
            """
        try scratch.write("nginx.conf", configuration)
        url = "http://127.0.0.1:\(port.number)"
        secureURL = tls ? "https://127.0.0.1:\(securePort.number)" : ""
        process = try await ServerProcess(
            "nginx", ["-p", scratch.path, "-c", scratch("nginx.conf"), "-e", "stderr"],
            ports: tls ? [port, securePort] : [port],
            log: scratch("log"))
    }

    /// Has the certificate be one of a day of 2020: only a certificate authority may say since when one counts.
    private static func date(in scratch: Scratch) async throws {
        try scratch.write("index", "")
        try scratch.write("serial", "01\n")
        try scratch.write(
            "authority.cnf",
            """
            [ca]
            default_ca = here
            [here]
            database = \(scratch("index"))
            serial = \(scratch("serial"))
            new_certs_dir = \(scratch.path)
            default_md = sha256
            policy = any
            [any]
            commonName = supplied
            [names]
            subjectAltName = DNS:localhost,IP:127.0.0.1

            """)
        let request = [
            "req", "-new", "-key", scratch("key.pem"), "-out", scratch("request.pem"), "-subj", "/CN=localhost",
        ]
        let signing = [
            "ca", "-batch", "-notext", "-selfsign", "-config", scratch("authority.cnf"), "-extensions", "names",
            "-keyfile", scratch("key.pem"), "-in", scratch("request.pem"), "-out", scratch("certificate.pem"),
            "-startdate", "20200101000000Z", "-enddate", "20200102000000Z",
        ]
        for words in [request, signing] {
            let made = try await Child.run(
                FileSystem.program("openssl") ?? "openssl", words, limit: .seconds(30))
            guard made.end == .exited(0) else { throw CertificateError(output: made.output) }
        }
    }
}

private struct CertificateError: Error, CustomStringConvertible {
    let output: String
    var description: String { "openssl makes no certificate: \(output)" }
}
