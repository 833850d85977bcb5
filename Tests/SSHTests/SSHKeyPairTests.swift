import Glibc
import MayflyTestSupport
import Offload
import Testing

@testable import SSH

@Suite struct SSHKeyPairTests {
    /// A known pair: what a seed of zeros gives (checked with ssh-keygen below).
    private let zeros = [UInt8](repeating: 0, count: 32)

    @Test func `two keys are not the same, and a seed always gives one`() throws {
        #expect(try SSHKeyPair.generate() != SSHKeyPair.generate())
        #expect(try SSHKeyPair(seed: zeros, comment: "a") == SSHKeyPair(seed: zeros, comment: "a"))
    }

    @Test func `nothing that prints a pair shows its private half`() throws {
        let pair = try SSHKeyPair.generate()
        var dumped = ""
        dump(pair, to: &dumped)
        for text in ["\(pair)", String(reflecting: pair), dumped, "\([pair])", "\(Optional(pair) as Any)"] {
            #expect(text.contains(pair.publicLine.split(separator: " ")[1]))
            #expect(!text.contains("PRIVATE"))
        }
    }

    @Test func `a comment of two lines is refused`() {
        #expect(throws: SSHError.self) { try SSHKeyPair.generate(comment: "a\nssh-ed25519 b") }
    }

    @Test(.requires(.program("ssh-keygen")), arguments: ["", "a", "user@host", String(repeating: "x", count: 100)])
    func `OpenSSH reads the private key and gives the same public line`(_ comment: String) async throws {
        let scratch = Scratch("key")
        let pair = try SSHKeyPair.generate(comment: comment)
        try scratch.write("key", pair.privateText, mode: 0o600)
        let path = scratch("key")
        let text = try await blocking { () throws(SystemError) -> String in
            guard let pipe = popen("ssh-keygen -y -f \(path); ssh-keygen -l -f \(path)", "r") else {
                throw SystemError("popen")
            }
            defer { pclose(pipe) }
            var text = ""
            var buffer = [CChar](repeating: 0, count: 1000)
            while fgets(&buffer, 1000, pipe) != nil {
                text += String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
            return text
        }
        let lines = text.split(separator: "\n")
        #expect(lines.first.map(String.init) == pair.publicLine)
        #expect(lines.last?.contains(pair.fingerprint) == true)
    }

    @Test func `a line is read back as the key that it shows`() throws {
        let pair = try SSHKeyPair.generate(comment: "a comment")
        #expect(try SSHPublicKey(line: pair.publicLine + "\n").fingerprint == pair.fingerprint)
    }

    @Test(arguments: [
        "", "ssh-rsa AAAA", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 ****",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdo",
    ])
    func `what is no ed25519 line is refused`(_ line: String) {
        #expect(throws: SSHError.self) { try SSHPublicKey(line: line) }
    }

    @Test func `base64 goes both ways`() {
        for count in 0..<20 {
            let input = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            #expect(bytes(base64: base64(input)) == (count == 0 ? nil : input))
        }
        #expect(bytes(base64: "A!==") == nil)
        #expect(bytes(base64: "AAA") == nil)
    }
}
