import Fixtures
import KubeVirt
import MayflyTestSupport
import Testing

@testable import ClusterProvider

/// How an image comes to a cluster: what is said last counts, and what cannot be is refused by its field.
@Suite struct ImageDeliveryTests {
    private func fixture(_ source: ImageSource, _ cluster: ClusterImage? = nil, size: Quantity? = nil) -> Fixture {
        var fixture = Fixture.fakeOnCluster()
        fixture.image = FixtureImage(source: source, size: size, cluster: cluster)
        return fixture
    }

    private var web: HTTPSource {
        HTTPSource(url: "https://images.example/disk.qcow2", verification: .sha256(String(repeating: "a", count: 64)))
    }

    private var registry: ImageSource { .registry(RegistrySource(url: "docker://registry.example/disk:1")) }

    @Test func `nodes pull what a registry has, and the rest is uploaded, unless the fixture or the user says more`() {
        let plain = ImageDelivery()
        #expect(plain.way(for: fixture(registry)) == nil)
        #expect(plain.way(for: fixture(registry, size: .gibibytes(9))) == .upload(ClusterVolume()))
        #expect(plain.way(for: fixture(.http(web))) == .upload(ClusterVolume()))
        let own = fixture(.http(web), .imported(ClusterVolume(storageClass: "own")))
        #expect(plain.way(for: own) == .imported(ClusterVolume(storageClass: "own")))
        var told = ImageDelivery()
        told.storageClass = "fast"
        #expect(told.way(for: own) == .imported(ClusterVolume(storageClass: "fast")))
        #expect(told.way(for: fixture(registry)) == nil)
        told.way = .containerDisk(ClusterRepository(repository: "registry.example/ci"))
        #expect(told.way(for: own) == told.way)
    }

    @Test func `what a cluster cannot fetch by itself is refused by its field`() {
        var asked = ImageDelivery()
        asked.way = .imported(ClusterVolume())
        func fields(_ source: ImageSource, size: Quantity? = .gibibytes(1)) -> [String?] {
            var fixture = fixture(source, size: size)
            fixture.customize = [CustomizeStep(.timezone("UTC"))]
            return fixture.clusterCauses(containerDisk: nil, asked).map(\.field)
        }
        #expect(fields(.http(web)) == ["customize"])
        #expect(fields(registry, size: nil) == ["customize", "image.size"])
        #expect(fields(.blank(BlankSource())) == ["image.source", "customize"])
        var source = web
        source.certBundle = "/ca"
        source.verification = .checksums("SHA256SUMS")
        #expect(
            fields(.http(source)) == ["image.source.http.certBundle", "image.source.http.checksums", "customize"])
        let path = RegistrySource(url: "docker://registry.example/disk:1", insecure: true)
        #expect(fields(.registry(path)) == ["image.source.registry.insecure", "customize"])
    }

    @Test func `an import has a name for its address and all that is demanded of it`() throws {
        func golden(_ source: ImageSource, _ size: Quantity = .gibibytes(2)) throws -> GoldenVolume {
            try GoldenVolume(importing: FixtureImage(source: source, size: size), storageClass: nil)
        }
        let first = try golden(.http(web))
        #expect(first.source.http?.checksum == "sha256:" + String(repeating: "a", count: 64))
        #expect(first == (try golden(.http(web))) && first.content == web.url && !first.isUploaded)
        var others = [try golden(.http(web), .gibibytes(3)), try golden(registry)]
        var source = web
        source.verification = .none
        others.append(try golden(.http(source)))
        source.extraHeaders = ["A: b"]
        others.append(try golden(.http(source)))
        #expect(Set(others.map(\.name) + [first.name]).count == 5)
        let arm = RegistrySource(url: "docker://registry.example/disk:1", architecture: "arm64")
        #expect(try golden(.registry(arm)).source.registry?.platform?.architecture == "arm64")
        #expect(throws: (any Error).self) { try golden(.blank(BlankSource())) }
    }
}
