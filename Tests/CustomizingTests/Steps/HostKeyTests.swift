import Base64
import Testing

@testable import Customizing

@Suite struct HostKeyTests {
    private func key(cipher: String = "none", type: String = "ssh-ed25519") -> String {
        func string(_ bytes: [UInt8]) -> [UInt8] {
            [0, 0, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
        }
        let blob = string(Array(type.utf8)) + string([1, 2, 3])
        let bytes =
            Array("openssh-key-v1\0".utf8) + string(Array(cipher.utf8)) + string(Array("none".utf8)) + string([])
            + [0, 0, 0, 1] + string(blob) + string([9, 9])
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n\(Base64.encode(bytes))\n-----END OPENSSH PRIVATE KEY-----\n"
    }

    @Test func `the public half is read out of the private one's file`() throws {
        let key = try HostKey(key())
        #expect(key.kind == "ed25519" && key.publicLine == "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAwECAw==")
        #expect(try HostKey(self.key(type: "ecdsa-sha2-nistp256")).kind == "ecdsa")
    }

    @Test func `what a server cannot use is refused with what to do`() {
        func message(_ text: String) -> String {
            let error = #expect(throws: CustomizeError.self) { try HostKey(text) }
            return error?.message ?? ""
        }
        #expect(message(key(cipher: "aes256-ctr")).contains("passphrase"))
        #expect(message(key(type: "ssh-dss")).contains("ssh-dss"))
        #expect(message("-----BEGIN RSA PRIVATE KEY-----\n").contains("ssh-keygen -p"))
        #expect(
            message("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----").contains("damaged"))
    }
}
