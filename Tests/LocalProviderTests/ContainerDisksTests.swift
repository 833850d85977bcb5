import Fixtures
import Host
import Images
import KubeVirt
import Lifecycle
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite(.requires(.program("qemu-img"))) struct ContainerDisksTests {
    private let scratch = Scratch("disks")

    private func host() async throws -> LocalHost {
        try await LocalHost.open(
            HostDirectories(runtime: scratch("r"), cache: scratch("cache")), claims: ClaimPool(scratch("data")))
    }

    private func fixture(_ volumes: VirtualMachineInstanceSpec.ContainerDiskSource...) -> Fixture {
        var spec = VirtualMachineInstanceSpec(domain: DomainSpec(memory: .init(guest: .mebibytes(64))))
        spec.volumes = [.init(emptyDisk: .init(capacity: .mebibytes(1)), name: "empty")]
        for (index, volume) in volumes.enumerated() {
            spec.volumes?.append(.init(containerDisk: volume, name: "v\(index)"))
        }
        return Fixture(name: "f", template: VirtualMachineInstanceTemplate(spec: spec))
    }

    private func image(_ host: LocalHost) async throws -> DiskImage {
        let path = try scratch.write("disk.img", [UInt8](repeating: 7, count: 1 << 20))
        return try await host.sourceFetcher(host.imageStore(.tcg)).fetch(
            .upload(UploadSource(path: path)), options: .init(name: "web")
        ) { _ in }
    }

    @Test func `an image of the store is meant by its name, its digest, or both`() async throws {
        let host = try await host()
        let image = try await image(host)
        let words = ["mayfly.local/web", "mayfly.local/any@sha256:\(image.digest)"]
        let fixture = fixture(.init(image: words[0]), .init(image: words[1]))
        let found = try await host.containerDisks(of: fixture, timeline: Timeline())
        #expect(Set(found.keys.map(\.image)) == Set(words) && found.values.allSatisfy { $0.path == image.path })
        #expect(try await host.knownContainerDisks(of: fixture) == found)
    }

    @Test(
        arguments: [
            ("mayfly.local/nothing", "mayfly image list"), ("127.0.0.1:1/a/b:c", "127.0.0.1"), ("debian:12", "HOST"),
        ])
    func `what cannot be had is refused by its volume's field`(image: String, word: String) async throws {
        let host = try await host()
        let error = await #expect(throws: MachineError.self) {
            try await host.containerDisks(of: fixture(.init(image: image)), timeline: Timeline())
        }
        #expect(error?.message.contains("spec.volumes[1].containerDisk.image: ‘\(image)’") == true)
        #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
    }

    @Test func `a path that can be none in an image is refused, and not forgotten`() async throws {
        let host = try await host()
        let error = await #expect(throws: MachineError.self) {
            try await host.containerDisks(
                of: fixture(.init(image: "127.0.0.1:1/a/b:c", path: "../disk.img")), timeline: Timeline())
        }
        #expect(error?.message.contains("expected an absolute path in the guest") == true, "\(error?.message ?? "")")
    }

    @Test(.requires(.program("docker-registry"), .program("skopeo")))
    func `another registry's image is pulled once, and by its policy`() async throws {
        let registry = try await RealRegistry()
        let host = try await host()
        let image = try await image(host)
        let reference = "\(registry.host)/team/web:v1"
        let never = fixture(.init(image: reference, imagePullPolicy: .never))
        let refused = await #expect(throws: MachineError.self) {
            try await host.containerDisks(of: never, timeline: Timeline())
        }
        #expect(refused?.description.contains("imagePullPolicy is Never") == true)
        _ = try await ImagePublisher(store: host.imageStore(.tcg), environment: [:]).push(
            image, to: "docker://" + reference
        ) { _ in }
        let timeline = Timeline()
        let fixture = fixture(.init(image: reference))
        #expect(try await host.knownContainerDisks(of: fixture).isEmpty)
        let pulled = try await host.containerDisks(of: fixture, timeline: timeline)
        #expect(pulled.count == 1 && timeline.entries.contains { $0.phase == .download })
        #expect(try await host.containerDisks(of: never, timeline: Timeline()).values.first == pulled.values.first)
        #expect(try await host.knownContainerDisks(of: fixture) == pulled)
    }
}
