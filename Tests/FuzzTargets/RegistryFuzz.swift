import HTTP
import Registry

/// Any bytes as what registries, their users and servers write: read or refused, and a name reads as it is written.
package func fuzzRegistry(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let reference = try? RegistryReference(text) {
        let again = try? RegistryReference(reference.description)
        precondition(again == reference, "another name came back from its own text")
        precondition(!reference.repository.contains(".."), "a repository leads elsewhere")
    }
    for challenge in Challenge.read(text) { precondition(!challenge.scheme.isEmpty) }
    if let address = try? WebAddress(text) {
        let authority = address.redacted.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)[2]
        precondition(!authority.prefix { $0 != "/" }.contains("@"), "credentials are printed")
    }
    _ = CredentialFile(Array(bytes))?.match(host: "a.example", repository: "b/c")
    if let manifest = try? Manifest(Array(bytes)), case .index(let manifests) = manifest.content {
        _ = manifests.choose(architecture: "amd64")
    }
}
