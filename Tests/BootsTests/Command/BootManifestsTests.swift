import Machines
import MayflyTestSupport
import Provenance
import Synchronization
import Testing

@testable import Boots
@testable import mayfly

/// What boots of fake machines were made of.
@Suite(.timeLimit(.minutes(5))) struct BootManifestsTests {
    private let scratch = Scratch("boot-manifests")

    /// What a boot of this kernel's bytes was made of, and its end; compared with an earlier manifest where there is one.
    private func boot(
        _ bytes: String, devices: [BootDevice] = [], earlier: BootManifest? = nil, isStrict: Bool = false
    ) async throws -> (manifests: BootManifests, end: Result<BootResult, any Error>) {
        let path = try scratch.write("vmlinuz", bytes)
        var boot = Boot(kernel: path)
        boot.command = ["true"]
        boot.devices = devices
        let manifests = BootManifests(boot, earlier: earlier, isStrict: isStrict)
        let end: Result<BootResult, any Error>
        do {
            end = .success(
                try await boot.run(
                    on: FakeProvider(), kernel: KernelFiles(image: path, version: "6.1"),
                    observer: manifests.observing(BootObserver(), run: 1)))
        } catch {
            end = .failure(error)
        }
        return (manifests, end)
    }

    private func manifest(_ manifests: BootManifests) throws -> BootManifest {
        try BootManifest(Array(try #require(manifests.text(ofRun: 1)).utf8), file: "manifest.json")
    }

    @Test("a manifest has the kernel's sum and reads back, and the same boot again has no difference")
    func same() async throws {
        let first = try await boot("kernel")
        let earlier = try manifest(first.manifests)
        // printf kernel | sha256sum
        let sum = "6923dd1bc0460082c5d55a831908c24a282860b7f1cd6c2b79cf1bc8857c639c"
        #expect(earlier.files.first?.role == .kernel && earlier.files.first?.sha256 == sum)
        #expect(earlier.boot.command == ["true"])
        let second = try await boot("kernel", earlier: earlier, isStrict: true)
        #expect(try second.end.get().end == .passed)
        #expect(second.manifests.differences(ofRun: 1) == [])
    }

    @Test("a device's file that changed is told as any other, beside those that did not")
    func devices() async throws {
        let devices = try ["one", "suite", "memory"].map { BootDevice.Content.image(try scratch.write($0, $0)) }
        let all = [BootDevice.disk(devices[0]), .disk(devices[1]), .pmem(devices[2])]
        let earlier = try manifest(try await boot("kernel", devices: all).manifests)
        let disks = earlier.files.filter { $0.role == .disk }.map(\.path)
        #expect(disks == ["one", "suite", "memory"].map { scratch($0) })
        let same = try await boot("kernel", devices: all, earlier: earlier, isStrict: true)
        #expect(try same.end.get().end == .passed)
        try scratch.write("suite", "another")
        let strict = try await boot("kernel", devices: all, earlier: earlier, isStrict: true)
        let error = #expect(throws: MachineError.self) { try strict.end.get() }
        #expect(error?.message.contains("disk \(scratch("suite")): was sha256") == true)
        #expect(strict.manifests.differences(ofRun: 1).count == 1)
    }

    @Test("another kernel in its place is told, and refused only by --strict")
    func changed() async throws {
        let earlier = try manifest(try await boot("kernel").manifests)
        let lax = try await boot("another", earlier: earlier)
        #expect(try lax.end.get().end == .passed)
        #expect(lax.manifests.differences(ofRun: 1).count == 1)
        let strict = try await boot("another", earlier: earlier, isStrict: true)
        let error = #expect(throws: MachineError.self) { try strict.end.get() }
        #expect(error?.message.contains("--strict") == true && error?.message.contains("sha256") == true)
        #expect(BootCommand.status(of: try #require(error)) == 125)
    }
}
