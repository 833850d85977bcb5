import KubeVirt
import Kubeconfig
import Testing

@Suite struct ExecCredentialTests {
    private func answer(_ status: String, _ version: String = "v1") throws -> ExecCredential.Answer {
        let text = #"{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/\#(version)", \#(status)}"#
        return try ExecCredential.answer(Array(text.utf8), to: .v1)
    }

    @Test func `a token and its expiry are read`() throws {
        let answer = try answer(#""status": {"token": "t", "expirationTimestamp": "2026-01-01T00:00:00Z", "new": 1}"#)
        #expect(answer.token == "t")
        #expect(answer.expiry?.scalarText == "2026-01-01T00:00:00Z")
        #expect(answer.identity == nil)
    }

    @Test func `a certificate and its key are read`() throws {
        let answer = try answer(#""status": {"clientCertificateData": "c", "clientKeyData": "k"}"#)
        #expect(answer.identity?.certificate == Array("c".utf8))
        #expect(answer.expiry == nil)
    }

    @Test(arguments: [
        (#""status": {}"#, "neither"), (#""spec": {}"#, "no status"), (#""status": {"token": 1}"#, "no ExecCredential"),
        (#""status": {"token": "hunter2", "clientKeyData": "hunter2"}"#, "without its certificate"),
        (#""status": 7"#, "no ExecCredential"),
    ])
    func `a wrong answer is told without what it holds`(status: String, part: String) {
        let error = #expect(throws: ExecCredential.Refusal.self) { _ = try answer(status) }
        #expect(error?.message.contains(part) == true)
        #expect(error?.message.contains("hunter2") == false)
    }

    @Test func `another version than was asked for is refused`() {
        #expect(throws: ExecCredential.Refusal.self) { _ = try answer(#""status": {"token": "t"}"#, "v1beta1") }
    }
}
