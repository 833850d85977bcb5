import Archive
import Fixtures
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Images

@Suite(.requires(.program("qemu-img"), .program("docker-registry"), .program("skopeo")))
struct PushTests {
    private static let environment = ["REGISTRY_AUTH_FILE": "/nowhere.json"]

    @Test func `what is pushed is a containerDisk of one layer, is the same twice, and comes back`() async throws {
        let registry = try await RealRegistry()
        try await withScratch { directory in
            let place = try BuilderPlace(directory, environment: Self.environment)
            let raw = directory + "/disk.img"
            try writeFile(raw, [UInt8](repeating: 7, count: 3 << 20) + [UInt8](repeating: 0, count: 5 << 20))
            let image = try await place.image(
                ImageRecipe(source: .upload(UploadSource(path: raw)), customize: [.hostname("a")]), .init(name: "web"))
            let publisher = ImagePublisher(store: place.store, environment: Self.environment)
            let target = "docker://\(registry.host)/team/web:v1"
            #expect(try await publisher.find(target, architecture: "amd64") == nil)
            let stages = Shared<Set<BuildProgress.Stage>>([])
            let pushed = try await publisher.push(image, to: target, architecture: "amd64") { progress in
                stages.change { _ = $0.insert(progress.stage) }
            }
            #expect(stages.value == [.export, .push])
            #expect(pushed.pinned == "docker://\(registry.host)/team/web@\(pushed.digest)")
            let again = try await publisher.push(image, to: target, architecture: "amd64") { _ in }
            #expect(again == pushed)
            #expect(try await publisher.find(target, architecture: "amd64") == pushed.pinned)

            let raws = try await registry.skopeo("inspect", "--raw", "--tls-verify=false", target)
            #expect(raws.contains(#""mediaType":"application/vnd.oci.image.manifest.v1+json""#))
            #expect(raws.contains(#""mediaType":"application/vnd.oci.image.layer.v1.tar""#))
            _ = try await registry.skopeo("copy", "--src-tls-verify=false", target, "dir:" + directory + "/copied")
            let layers = FileSystem.names(in: directory + "/copied").compactMap { name -> [ArchiveEntry]? in
                guard let reader = try? ArchiveReader(path: "\(directory)/copied/\(name)") else { return nil }
                var entries: [ArchiveEntry] = []
                while let entry = try? reader.next() { entries.append(entry) }
                return entries.isEmpty || !entries[0].path.hasPrefix("disk/") ? nil : entries
            }
            #expect(layers.count == 1)
            let disk = try #require(layers.first?.last)
            #expect(disk.path == "disk/disk.qcow2" && disk.user == 107 && disk.group == 107)
            #expect(disk.kind == .file(size: pushed.size) && pushed.size < 1 << 20, "the disk is compressed")

            let source = ImageSource.registry(RegistrySource(url: pushed.pinned))
            let other = try BuilderPlace(directory + "/other", environment: Self.environment)
            let pulled = try await other.builder.sources.fetch(source, options: .init(name: "web")) { _ in }
            let program = try #require(FileSystem.program("qemu-img"))
            let compared = try await Child.run(program, ["compare", image.path, pulled.path], limit: .seconds(60))
            #expect(compared.end == .exited(0), "\(compared.output)")
            #expect(try await other.store.find("web").digest == pulled.digest)
            #expect(FileSystem.names(in: place.store.directory + "/builds").isEmpty)
        }
    }

    @Test(arguments: ["web:v1", "docker://127.0.0.1/web@sha256:" + String(repeating: "0", count: 64)])
    func `where nothing can be pushed is told before anything is made`(target: String) {
        #expect(throws: ImageError.self) { try ImagePublisher.check(target) }
    }
}
