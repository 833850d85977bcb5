import Archive
import Digests
import HTTP
import Host
import MayflyTestSupport
import Registry
import Testing

@Suite(.requires(.program("docker-registry"), .program("skopeo"))) struct RealRegistryTests {
    private let scratch = Scratch("images")
    private static let disk =
        Array("QFI\u{FB}".utf8) + (0..<300_001).map { UInt8(truncatingIfNeeded: $0 &* 13 ^ $0 >> 7) }
    private let disk = Self.disk

    private func client(_ environment: [String: String] = ["REGISTRY_AUTH_FILE": "/nowhere.json"]) -> RegistryClient {
        RegistryClient(
            HTTPSettings(retries: RetryPolicy(attempts: 2, firstPause: .milliseconds(1))), environment: environment)
    }

    private func pull(_ reference: RegistryReference, _ client: RegistryClient? = nil) async throws -> PulledDisk {
        try FileSystem.makeDirectory(scratch("pulled"))
        return try await (client ?? self.client()).pullDisk(
            reference, architecture: "amd64", into: scratch("pulled"), most: 1 << 20)
    }

    @Test func `what is pushed is what KubeVirt runs, and comes back`() async throws {
        let registry = try await RealRegistry()
        let path = try scratch.write("disk.qcow2", disk)
        let reference = try RegistryReference("docker://\(registry.host)/team/tiny:v1")
        let digest = try await client().pushContainerDisk(
            path, to: reference, architecture: "amd64", annotations: ["org.opencontainers.image.title": "tiny"])

        let inspected = try await registry.skopeo("inspect", "--tls-verify=false", reference.description)
        for line in [#""Digest": "\#(digest)""#, #""Architecture": "amd64""#, #""Os": "linux""#] {
            #expect(inspected.contains(line))
        }
        let raw = try await registry.skopeo("inspect", "--raw", "--tls-verify=false", reference.description)
        #expect(raw.contains(#""mediaType":"application/vnd.oci.image.manifest.v1+json""#))
        #expect(raw.contains(#""mediaType":"application/vnd.oci.image.layer.v1.tar""#))
        #expect(raw.contains(#""org.opencontainers.image.title":"tiny""#))

        _ = try await registry.skopeo(
            "copy", "--src-tls-verify=false", reference.description, "dir:" + scratch("copied"))
        let image = try await client().resolve(reference, architecture: "amd64")
        #expect(image.digest == digest)
        let layer = try #require(BlobDigest(image.layers[0].digest))
        let reader = try ArchiveReader(path: scratch("copied/" + layer.digits))
        #expect(
            try reader.next()
                == ArchiveEntry(path: "disk/", kind: .directory, permissions: 0o555, user: 107, group: 107))
        #expect(
            try reader.next()
                == ArchiveEntry(
                    path: "disk/disk.qcow2", kind: .file(size: Int64(disk.count)), permissions: 0o440, user: 107,
                    group: 107))
        #expect(try reader.contents() == disk)
        #expect(try reader.next() == nil)

        let pulled = try await pull(reference)
        #expect(pulled.name == "disk.qcow2")
        #expect(pulled.size == Int64(disk.count))
        #expect(try FileSystem.read(pulled.path) == disk)
        #expect(FileSystem.names(in: scratch("pulled")) == ["disk"])
    }

    @Test func `a second push of the same makes the same`() async throws {
        let registry = try await RealRegistry()
        let path = try scratch.write("disk.qcow2", disk)
        let client = client()
        var digests: Set<BlobDigest> = []
        for tag in ["a", "b"] {
            digests.insert(
                try await client.pushContainerDisk(
                    path, to: RegistryReference("docker://\(registry.host)/tiny:\(tag)"), architecture: "arm64"))
        }
        #expect(digests.count == 1)
        let error = await #expect(throws: RegistryError.self) {
            _ = try await pull(try RegistryReference("docker://\(registry.host)/tiny:a"))
        }
        #expect(error?.code == .platform)
        #expect(error?.message.contains("linux/arm64") == true)
    }

    @Test(arguments: ["v2s2", "oci"]) func `what skopeo pushes is pulled`(format: String) async throws {
        let registry = try await RealRegistry()
        let path = try scratch.write("disk.qcow2", disk)
        let ours = try RegistryReference("docker://\(registry.host)/ours:v1")
        _ = try await client().pushContainerDisk(path, named: "any.img", to: ours, architecture: "amd64")
        let theirs = try RegistryReference("docker://\(registry.host)/theirs:v1")
        // Through a directory, and compressed: the layers are not ours any more.
        _ = try await registry.skopeo(
            "copy", "--src-tls-verify=false", ours.description, "dir:" + scratch("between"))
        _ = try await registry.skopeo(
            "copy", "--dest-tls-verify=false", "--dest-compress", "--format", format, "dir:" + scratch("between"),
            theirs.description)
        let pulled = try await pull(theirs)
        #expect(pulled.name == "any.img")
        #expect(try FileSystem.read(pulled.path) == disk)
        let byDigest = try RegistryReference("docker://\(registry.host)/theirs@\(pulled.image.digest)")
        #expect(try FileSystem.read(try await pull(byDigest).path) == disk)
    }

    @Test func `a registry that wants a password gets it from the file`() async throws {
        let registry = try await RealRegistry(authenticated: true)
        let path = try scratch.write("disk.qcow2", disk)
        let reference = try RegistryReference("docker://\(registry.host)/tiny:v1")
        let file = try scratch.write("auth.json", #"{"auths":{"\#(registry.host)":{"auth":"bWU6cHc="}}}"#)
        let known = client(["REGISTRY_AUTH_FILE": file])
        _ = try await known.pushContainerDisk(path, to: reference, architecture: "amd64")
        #expect(try FileSystem.read(try await pull(reference, known).path) == disk)

        let unknown = await #expect(throws: RegistryError.self) { _ = try await pull(reference) }
        #expect(unknown?.code == .unauthorized)
        #expect(unknown?.message.contains("none for \(registry.host) in /nowhere.json (not there)") == true)

        let wrong = try scratch.write("wrong.json", #"{"auths":{"\#(registry.host)":{"auth":"bWU6aHVudGVyMg=="}}}"#)
        let refused = await #expect(throws: RegistryError.self) {
            _ = try await pull(reference, client(["REGISTRY_AUTH_FILE": wrong]))
        }
        #expect(refused?.message.contains("those in \(wrong) are not taken") == true)
        #expect(refused.map { !"\($0)".contains("hunter2") } == true)
    }

    @Test func `a push is tried without a blob, and refused to who may not`() async throws {
        let registry = try await RealRegistry(authenticated: true)
        let reference = try RegistryReference("docker://\(registry.host)/tiny:v1")
        let file = try scratch.write("auth.json", #"{"auths":{"\#(registry.host)":{"auth":"bWU6cHc="}}}"#)
        try await client(["REGISTRY_AUTH_FILE": file]).probePush(to: reference)
        let uploads = registry.scratch("blobs/docker/registry/v2/repositories/tiny/_uploads")
        // This registry keeps the directory of one that was called off until it cleans up by itself.
        let begun = FileSystem.names(in: uploads)
        #expect(begun.allSatisfy { !FileSystem.exists("\(uploads)/\($0)/data") })
        #expect(!FileSystem.exists(registry.scratch("blobs/docker/registry/v2/blobs")))
        let unknown = await #expect(throws: RegistryError.self) { try await client().probePush(to: reference) }
        #expect(unknown?.code == .unauthorized && unknown?.message.contains("docker login") == true)
    }

    @Test func `what is not there is told by its name`() async throws {
        let registry = try await RealRegistry()
        let error = await #expect(throws: RegistryError.self) {
            _ = try await pull(try RegistryReference("docker://\(registry.host)/no/such:thing"))
        }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("the manifest thing is unknown") == true)
    }
}
