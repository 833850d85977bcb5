import Fixtures
import Host
import Images
import KubeVirt
import Lifecycle
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite(.requires(.program("qemu-img"))) struct DataVolumeImagesTests {
    private let scratch = Scratch("fill")
    private let disk = [UInt8](repeating: 7, count: 1 << 20)

    private func host() async throws -> LocalHost {
        try await LocalHost.open(
            HostDirectories(runtime: scratch("r"), cache: scratch("cache")), claims: ClaimPool(scratch("data")))
    }

    private func volume(_ source: DataVolumeSpec.Source, _ size: String? = nil) throws -> DataVolume {
        let storage = try size.map {
            DataVolumeSpec.StorageSpec(resources: .init(requests: ["storage": try Quantity($0)]))
        }
        return DataVolume(metadata: ObjectMeta(name: "data"), spec: .init(source: source, storage: storage))
    }

    private func fixture(_ volume: DataVolume) -> Fixture {
        var spec = VirtualMachineInstanceSpec(domain: DomainSpec(memory: .init(guest: .mebibytes(64))))
        spec.volumes = [.init(dataVolume: .init(name: "data"), name: "v")]
        var fixture = Fixture(name: "f", template: VirtualMachineInstanceTemplate(spec: spec))
        fixture.objects = CompanionObjects(dataVolumes: [volume])
        return fixture
    }

    @Test(.requires(.program("docker-registry"), .program("skopeo")))
    func `a claim is filled once from a registry, raw and as large as it asks for`() async throws {
        let registry = try await RealRegistry()
        let host = try await host()
        let store = host.imageStore(.tcg)
        let path = try scratch.write("disk.img", disk)
        let image = try await host.sourceFetcher(store).fetch(.upload(UploadSource(path: path))) { _ in }
        let url = "docker://\(registry.host)/team/web:v1"
        _ = try await ImagePublisher(store: store, environment: [:]).push(image, to: url) { _ in }
        let volume = try volume(.init(registry: .init(url: url)), "2Mi")
        let timeline = Timeline()
        let images = try await host.dataVolumeImages(of: fixture(volume), timeline: timeline)
        #expect(timeline.entries.contains { $0.phase == .download })
        try await host.claims.provide(volume, in: nil, at: "f", image: images["data"])
        let filled = try FileSystem.read(host.claims.path("data", in: nil) + "/" + ClaimPool.disk)
        #expect(filled.count == 2 << 20 && Array(filled[..<disk.count]) == disk)
        #expect(try await host.dataVolumeImages(of: fixture(volume), timeline: timeline).isEmpty, "it is filled")
    }

    @Test(.requires(.program("nginx"), .program("openssl")))
    func `a web server's image must be what its checksum says, and fit`() async throws {
        try scratch.write("www/disk.img", disk)
        let server = try await Nginx(serving: scratch("www"))
        let host = try await host()
        let url = server.url + "/disk.img"
        let wrong = try volume(.init(http: .init(checksum: "sha256:" + String(repeating: "0", count: 64), url: url)))
        let error = await #expect(throws: MachineError.self) {
            try await host.dataVolumeImages(of: fixture(wrong), timeline: Timeline())
        }
        #expect(error?.message.contains("spec.volumes[0].dataVolume.name: the data volume ‘data’") == true)
        #expect(error?.message.contains("was thrown away") == true, "\(error?.message ?? "")")
        let small = try volume(.init(http: .init(url: url)), "4Ki")
        let images = try await host.dataVolumeImages(of: fixture(small), timeline: Timeline())
        let refused = await #expect(throws: RefusedField.self) {
            try await host.claims.provide(small, in: nil, at: "f", image: images["data"])
        }
        #expect(refused?.cause.message.contains("write at least 1Mi") == true)
    }

    @Test(
        arguments: [
            (DataVolumeSpec.Source(http: .init(secretRef: "s", url: "https://h/d")), "spec.source.http.secretRef"),
            (.init(http: .init(checksum: "md5:00", url: "https://h/d")), "sha256: or sha512:"),
            (.init(http: .init(insecureSkipVerify: true, url: "https://h/d")), "insecureSkipVerify"),
            (.init(http: .init(url: "ftp://h/d")), "https://HOST"),
            (.init(registry: .init(url: "oci-archive:x")), "docker://HOST"),
            (.init(registry: .init(imageStream: "i")), "spec.source.registry.imageStream"),
        ])
    func `what only a cluster can honour is refused by its field`(
        source: DataVolumeSpec.Source, words: String
    ) throws {
        let error = #expect(throws: RefusedField.self) { try volume(source).imageSource(at: "f") }
        #expect(error?.cause.message.contains(words) == true, "\(error?.cause.message ?? "")")
    }

    @Test func `a volume that is filled from elsewhere has no image`() throws {
        #expect(try volume(.init(blank: .init())).imageSource(at: "f") == nil)
    }
}
