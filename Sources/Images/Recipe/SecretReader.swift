import Digests
package import Fixtures
import Glibc
import Host
import Offload

/// Where a recipe's secrets come from: this process's environment and the host's files.
package struct SecretReader: Sendable {
    private let environment: [String: String]
    private let salt: [UInt8]

    /// The salt is what only this user knows: a secret in a layer's name must not be found by trying.
    package init(environment: [String: String] = ProcessEnvironment.current, salt: [UInt8]) {
        self.environment = environment
        self.salt = salt
    }

    /// The secret itself. It blocks.
    package func value(of secret: SecretValue) throws(ImageError) -> [UInt8] {
        switch secret {
        case .environment(let name):
            guard let value = environment[name] else {
                throw ImageError(
                    .secret,
                    "the variable \(name), which holds a secret of the recipe, is not set. Set it: export \(name)=…")
            }
            return Array(value.utf8)
        case .file(let path):
            do throws(SystemError) {
                var bytes = try FileSystem.read(path)
                if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
                return bytes
            } catch {
                throw ImageError(
                    .secret,
                    "the file \(path), which holds a secret of the recipe, cannot be read. Make it, readable for "
                        + "you alone.", cause: error)
            }
        }
    }

    /// What stands for the secret in a layer's name.
    func fingerprint(of secret: SecretValue) throws(ImageError) -> String {
        let digest = Digest()
        digest.update(salt)
        digest.update(try value(of: secret))
        return digest.finish()
    }
}
