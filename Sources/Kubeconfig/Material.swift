import Glibc
import Host
import Offload

/// A certificate, a key or a token: in the kubeconfig itself, or in a file, which may change while we run.
package enum Material: Sendable, Hashable {
    case bytes([UInt8], Place)
    case file(String, Place)

    package var place: Place {
        switch self {
        case .bytes(_, let place), .file(_, let place): place
        }
    }

    /// Reads it as it is now.
    package func read() throws(KubeconfigError) -> [UInt8] {
        switch self {
        case .bytes(let bytes, _): return bytes
        case .file(let path, let place):
            do throws(SystemError) {
                return try FileSystem.read(path)
            } catch {
                throw KubeconfigError(
                    .credentials, place,
                    "the file \(path) cannot be read; correct the path, which counts from the kubeconfig's directory",
                    cause: error)
            }
        }
    }
}

extension Material: CustomStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .bytes: "…"
        case .file(let path, _): path
        }
    }
    package var customMirror: Mirror { Mirror(self, children: ["material": description]) }
}
