import DomainXML
import Fixtures
import GuestHelper
import Host
import Images
import KubeVirt
import Lifecycle
import Machines
import Offload

extension LocalHost {
    /// What a fixture's machine boots from, built when it is not in the cache.
    nonisolated func image(
        of fixture: Fixture, verdict: AcceleratorProbe.Verdict, timeline: Timeline
    ) async throws(MachineError) -> BootFiles {
        guard let image = fixture.image else { return BootFiles() }
        guard fixture.customize.isEmpty else {
            throw MachineError(.unsupported, "customize: this version does not change images; remove the steps")
        }
        switch image.source {
        case .bootstrap(let source):
            let built = try await disk(of: fixture, source, verdict: verdict, timeline: timeline)
            return BootFiles(
                disk: BaseDisk(
                    path: built.path, digest: built.digest, size: try size(of: image, atLeast: built.virtualSize)))
        case .http, .registry, .upload, .blank, .fixture:
            throw MachineError(
                .unsupported,
                "image.source: this version only builds disks of bootstrap; images of \(fixture.name)'s kind "
                    + "come with the next one")
        case .initramfs(let source):
            return try await timeline.measure(.image) { () async throws(MachineError) in
                try await initramfs(of: fixture, source)
            }
        }
    }

    private nonisolated func initramfs(
        of fixture: Fixture, _ source: InitramfsSource
    ) async throws(MachineError) -> BootFiles {
        let architecture = fixture.template.spec.architecture ?? .ofThisHost
        guard architecture == .ofThisHost else {
            throw MachineError(
                .unsupported,
                "an initramfs is made of this host's own kernel and programs, which \(architecture.rawValue) cannot run; "
                    + "leave spec.architecture out")
        }
        do throws(ImageError) {
            let kernel = try await blocking { () throws(ImageError) in try HostKernel.find(source.kernel) }
            let built = try await InitramfsStore(directory: directories.images).image(
                for: source, kernel: kernel, helper: .current)
            return BootFiles(kernel: kernel.path, initrd: built.path)
        } catch {
            let isFixture = error.code == .file || error.code == .unknownModule
            throw MachineError(
                isFixture ? .invalidInput : .hostNotReady, "cannot make the image of \(fixture.name)", cause: error)
        }
    }
}

extension LocalHost {
    /// The disks that fixtures were built to.
    nonisolated func disks(_ accelerator: Accelerator) -> DiskStore {
        DiskStore(
            directory: directories.images + "/disks",
            builder: BootstrapDiskBuilder(
                forceEmulation: accelerator == .tcg, cacheDirectory: directories.cache))
    }

    private nonisolated func disk(
        of fixture: Fixture, _ source: BootstrapSource, verdict: AcceleratorProbe.Verdict, timeline: Timeline
    ) async throws(MachineError) -> DiskImage {
        let stages = BuildStages(timeline)
        defer { stages.end() }
        let inUse = MachineDisks.basesInUse(in: directories).compactMap { path in
            path.split(separator: "/").last?.split(separator: ".").first.map(String.init)
        }
        do throws(ImageError) {
            return try await disks(verdict.accelerator).image(
                for: source, architecture: (fixture.template.spec.architecture ?? .ofThisHost).rawValue,
                helper: .current, inUse: Set(inUse), progress: stages.take)
        } catch {
            let isFixture: Set<ImageError.Code> = [.unknownSuite, .unknownPackage, .architecture]
            throw MachineError(
                error.code == .cancelled ? .cancelled : isFixture.contains(error.code) ? .invalidInput : .hostNotReady,
                "cannot make the image of \(fixture.name)", cause: error)
        }
    }

    /// The size of a machine's disk in bytes: an image cannot be cut off.
    private nonisolated func size(of image: FixtureImage, atLeast least: Int64) throws(MachineError) -> Int64? {
        guard let size = image.size?.roundedUp else { return nil }
        guard size >= least else {
            throw MachineError(
                .invalidInput,
                "image.size: \(size) bytes are less than the image has, which is \(least); write at least "
                    + "\((least + (1 << 20) - 1) >> 20)Mi, or leave it out")
        }
        return size
    }
}

extension HelperBinary {
    /// The helper of this version.
    static var current: HelperBinary { HelperBinary(buildID: GuestHelper.buildID) { GuestHelper.bytes } }
}

extension LocalProvider {
    /// Whether this host's KVM works with the QEMU that the fixture needs.
    func probe(for fixture: Fixture) async throws(MachineError) -> AcceleratorProbe.Verdict {
        let architecture = fixture.template.spec.architecture ?? .ofThisHost
        guard let emulator = Emulator.path(for: architecture) else {
            let name = architecture.libvirtName
            throw MachineError(
                .hostNotReady,
                "qemu-system-\(name) is not installed. Install the package \(Emulator.package(for: architecture)).")
        }
        guard architecture == .ofThisHost else {
            return AcceleratorProbe.Verdict(
                accelerator: .tcg, reason: "\(architecture.rawValue) is not this host's architecture")
        }
        do throws(HostError) {
            return try await AcceleratorProbe(host.directories).verdict(emulator: emulator) {
                try? HostKernel.find(.host).path
            }
        } catch {
            throw .host(error)
        }
    }
}
