import Fixtures
import HTTP
import Host
import MayflyTestSupport
import Registry
import Testing

@testable import Images

/// Disks from registries: a real one, and one that does each wrong thing.
@Suite(.requires(.program("qemu-img")))
struct RegistrySourceTests {
    private static let artifact = "application/x-disk"

    private func source(_ server: StubServer, _ tag: String = "t", architecture: String? = nil) -> ImageSource {
        .registry(RegistrySource(url: "docker://127.0.0.1:\(server.port)/a/b:\(tag)", architecture: architecture))
    }

    private func stub() -> StubRegistry {
        var registry = StubRegistry()
        registry.add(image: "t", [(Self.artifact, SourceDisk.raw)])
        return registry
    }

    @Test(.requires(.program("docker-registry"), .program("skopeo")))
    func `a containerDisk of a real registry is a disk, by tag and by digest`() async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory, "qemu-img convert -O qcow2 disk.raw disk.qcow2")
            let registry = try await RealRegistry()
            let client = RegistryClient(HTTPSettings(), environment: ["REGISTRY_AUTH_FILE": "/nowhere.json"])
            let reference = try RegistryReference("docker://\(registry.host)/team/disk:v1")
            let digest = try await client.pushContainerDisk(
                directory + "/disk.qcow2", to: reference, architecture: "amd64")
            let place = try BuilderPlace(directory)
            let urls = ["\(reference)", "docker://\(registry.host)/team/disk@\(digest)"]
            for url in urls {
                let image = try await place.image(ImageRecipe(source: .registry(RegistrySource(url: url))))
                try await SourceDisk.expect(image, in: directory)
                #expect(place.store.record(of: image.digest)?.details["manifest"] == "\(digest)")
            }
            await place.expectOnly(1)
            let other = try await place.failure(
                .registry(RegistrySource(url: urls[0], path: GuestPath("/disk/other.img"))))
            #expect(other.code == .source && other.message.contains("/disk/other.img"), "\(other)")
            await place.expectOnly(1)
        }
    }

    @Test(arguments: [401, 403, 404, 429, 500, 503])
    func `a registry's refusal is told, and the next try is free to succeed`(status: Int) async throws {
        try await withScratch { directory in
            let (stub, isOpen) = (stub(), Shared(false))
            let server = try StubServer { request, _ in
                isOpen.value
                    ? stub.answer(request)
                    : .init(status, ["Retry-After": "0"], Array(#"{"errors":[{"code":"X","message":"because"}]}"#.utf8))
            }
            let place = try BuilderPlace(directory)
            let error = try await place.failure(source(server))
            #expect(error.code == .source && "\(error)".contains("because"), "\(error)")
            await place.expectOnly(0)
            isOpen.change { $0 = true }
            try await SourceDisk.expect(place.image(ImageRecipe(source: source(server))), in: directory)
            await place.expectOnly(1)
        }
    }

    @Test func `a layer with a wrong digest names both and never reaches the store`() async throws {
        try await withScratch { directory in
            var registry = stub()
            let right = registry.add(SourceDisk.raw)
            let wrong = SourceDisk.raw.reversed() as [UInt8]
            registry.blobs[right] = wrong
            let (bad, isGood) = (registry, Shared(false))
            let good = stub()
            let server = try StubServer { request, _ in (isGood.value ? good : bad).answer(request) }
            let place = try BuilderPlace(directory)
            let error = try await place.failure(source(server))
            #expect(error.code == .verification)
            #expect(error.message.contains(right) && error.message.contains("\(BlobDigest(of: wrong))"), "\(error)")
            await place.expectOnly(0)
            isGood.change { $0 = true }
            try await SourceDisk.expect(place.image(ImageRecipe(source: source(server))), in: directory)
        }
    }

    @Test func `an index leads to the processor that is asked for, and says which there are`() async throws {
        try await withScratch { directory in
            var registry = stub()
            let other = SourceDisk.raw.reversed() as [UInt8]
            registry.add(image: "arm", [(Self.artifact, other)], architecture: "arm64")
            let manifests = try ["t", "arm"].map { try #require(registry.manifests[$0]) }
            let entries = zip(manifests, ["amd64", "arm64"]).map { manifest, architecture in
                StubRegistry.descriptor(
                    "application/vnd.oci.image.manifest.v1+json", manifest,
                    #","platform":{"os":"linux","architecture":"\#(architecture)"}"#)
            }
            registry.manifests["all"] = Array(
                #"{"schemaVersion":2,"manifests":[\#(entries.joined(separator: ","))]}"#.utf8)
            let stub = registry
            let server = try StubServer { request, _ in stub.answer(request) }
            let place = try BuilderPlace(directory)
            let mine = try await place.image(ImageRecipe(source: source(server, "all")))
            try await SourceDisk.expect(mine, in: directory)
            let theirs = try await place.image(ImageRecipe(source: source(server, "all", architecture: "arm64")))
            #expect(theirs.path != mine.path)
            let error = try await place.failure(source(server, "all", architecture: "s390x"))
            #expect(error.code == .source && error.message.contains("arm64"), "\(error)")
            await place.expectOnly(2)
        }
    }

    @Test func `a tag is asked for again only when it is wanted fresh`() async throws {
        try await withScratch { directory in
            let stub = stub()
            let server = try StubServer { request, _ in stub.answer(request) }
            let place = try BuilderPlace(directory)
            let recipe = ImageRecipe(source: source(server))
            let image = try await place.image(recipe)
            let count = server.requests.count
            #expect(try await place.image(recipe).isNew == false && server.requests.count == count)
            let again = try await place.image(recipe, .init(pull: true))
            #expect(again.path == image.path && server.requests.count > count)
            await place.expectOnly(1)
        }
    }

    @Test func `a tag is asked what it stands for, and what is here already is not fetched again`() async throws {
        try await withScratch { directory in
            let stub = Shared(stub())
            stub.change { $0.manifests["same"] = $0.manifests["t"] }
            let server = try StubServer { request, _ in stub.value.answer(request) }
            func fetched() -> Int { server.requests.count { $0.target.hasSuffix("\(BlobDigest(of: SourceDisk.raw))") } }
            let place = try BuilderPlace(directory)
            let image = try await place.image(ImageRecipe(source: source(server)))
            let count = fetched()
            let same = try await place.image(ImageRecipe(source: source(server, "same")))
            #expect(same.path == image.path && !same.isNew && fetched() == count)
            let again = try await place.image(ImageRecipe(source: source(server)), .init(pull: true))
            #expect(!again.isNew && fetched() == count)

            stub.change { $0.add(image: "t", [(Self.artifact, SourceDisk.raw.reversed())]) }
            let moved = try await place.image(ImageRecipe(source: source(server)), .init(pull: true))
            #expect(moved.isNew && moved.path != image.path)
            #expect(try await place.image(ImageRecipe(source: source(server))).path == moved.path)
            #expect(try await place.image(ImageRecipe(source: source(server, "same"))).path == image.path)
        }
    }

    @Test func `a registry elsewhere is not spoken to without TLS`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let error = try await place.failure(
                .registry(RegistrySource(url: "docker://registry.invalid/a:b", insecure: true)))
            #expect(error.code == .source && error.message.contains("insecure"))
        }
    }
}
