import HTTP
import Machines
import Testing

@testable import ClusterProvider

/// What keeps an image from a cluster, and what to do about it.
@Suite struct UploadFailureTests {
    private func failure(_ code: HTTPError.Code) -> UploadFailure {
        UploadFailure(HTTPError(code, url: "https://proxy.example", "said"))
    }

    private func words(_ failure: UploadFailure) throws -> String {
        failure.error(try #require(UploadProxy("proxy.example")), "mayfly-image-1", attempts: 2).message
    }

    @Test func `what may pass is tried again, what does not is not`() {
        for code in [HTTPError.Code.unreachable, .broken, .timedOut] { #expect(failure(code).mayPass) }
        for code in [HTTPError.Code.tls, .cancelled, .file, .address] { #expect(!failure(code).mayPass) }
    }

    @Test func `a server that has a file already says so without a word, a proxy that does not reach it has words`() {
        #expect(UploadFailure(status: 503, body: []).isBusy)
        #expect(!UploadFailure(status: 503, body: Array("no server".utf8)).isBusy)
        #expect(!UploadFailure(status: 500, body: []).isBusy)
    }

    @Test func `a certificate that is not trusted has its remedy`() throws {
        #expect(try words(failure(.tls)).contains("--upload-ca FILE"))
        #expect(try words(failure(.tls)).contains("cdi-uploadproxy-signer-bundle"))
    }

    @Test func `a proxy that is not reached has its remedy`() throws {
        let text = try words(failure(.unreachable))
        #expect(text.contains("cannot be reached (2 attempts)"))
        #expect(text.contains("kubectl port-forward -n cdi service/cdi-uploadproxy"))
    }

    @Test func `at this host's end of a tunnel the certificate is the service's`() {
        #expect(UploadProxy("127.0.0.1:8443")?.serverName == "cdi-uploadproxy")
        #expect(UploadProxy("https://localhost")?.serverName == "cdi-uploadproxy")
        #expect(UploadProxy("https://proxy.example")?.serverName == nil)
        #expect(UploadProxy("http://127.0.0.1:1")?.serverName == nil)
    }

    @Test func `an address may leave its scheme out, or end in a slash`() {
        #expect(UploadProxy("proxy.example:8443")?.url == "https://proxy.example:8443")
        #expect(UploadProxy("http://127.0.0.1:1/")?.url == "http://127.0.0.1:1")
        #expect(UploadProxy("") == nil && UploadProxy(nil) == nil)
        #expect(UploadProxy("proxy.example", authority: "")?.authority == nil)
    }
}
