import HTTP
package import Registry

/// A registry of a test's own, which serves what it is given and may do it badly.
package struct StubRegistry {
    /// Blobs by digest, manifests by digest and tag.
    package var blobs: [String: [UInt8]] = [:]
    package var manifests: [String: [UInt8]] = [:]

    package init() {}

    @discardableResult
    package mutating func add(_ bytes: [UInt8]) -> String {
        let digest = "\(BlobDigest(of: bytes))"
        blobs[digest] = bytes
        return digest
    }

    package static func descriptor(_ type: String, _ bytes: [UInt8], _ more: String = "") -> String {
        #"{"mediaType":"\#(type)","digest":"\#(BlobDigest(of: bytes))","size":\#(bytes.count)\#(more)}"#
    }

    /// An image of these layers; the tag is its name.
    package mutating func add(
        image tag: String, _ layers: [(type: String, bytes: [UInt8])], more: [String] = [],
        architecture: String = "amd64"
    ) {
        let config = Array(#"{"architecture":"\#(architecture)","os":"linux"}"#.utf8)
        add(config)
        for layer in layers { add(layer.bytes) }
        let list = layers.enumerated().map { place, layer in
            Self.descriptor(layer.type, layer.bytes, more.isEmpty ? "" : more[place])
        }
        let text = """
            {"schemaVersion":2,"config":\(Self.descriptor("application/vnd.oci.image.config.v1+json", config)),
             "layers":[\(list.joined(separator: ","))]}
            """
        manifests[tag] = Array(text.utf8)
        manifests["\(BlobDigest(of: Array(text.utf8)))"] = Array(text.utf8)
    }

    /// What is asked for, or that it is not there.
    package func answer(_ request: StubServer.Request) -> StubServer.Answer {
        let name = String(request.target.split(separator: "/").last ?? "")
        let found = request.target.contains("/blobs/") ? blobs[name] : manifests[name]
        return found.map { .init(200, [:], $0) }
            ?? .init(404, text: #"{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}"#)
    }

    package static func client(_ file: String = "/nowhere.json") -> RegistryClient {
        RegistryClient(
            HTTPSettings(retries: RetryPolicy(attempts: 2, firstPause: .zero)),
            environment: ["REGISTRY_AUTH_FILE": file])
    }
}

extension StubServer {
    /// An image on this server.
    package func image(_ tag: String) throws -> RegistryReference {
        try RegistryReference("docker://127.0.0.1:\(port)/a/b:\(tag)")
    }
}
