import KubeVirt
import Testing

struct TPMTests {
    @Test("a TPM that keeps its state is of the newer interface")
    func tpm() throws {
        #expect(
            try Node.devices("tpm") { $0.tpm = .init() } == [
                "<tpm model='tpm-tis'><backend type='emulator' version='2.0'/></tpm>"
            ])
        #expect(
            try Node.devices("tpm") { $0.tpm = .init(persistent: true) } == [
                "<tpm model='tpm-crb'><backend type='emulator' version='2.0' persistent_state='yes'/></tpm>"
            ])
        #expect(try Node.devices("tpm") { $0.tpm = .init(enabled: false, persistent: true) }.isEmpty)
    }
}
