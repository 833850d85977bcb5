import DomainXML
import Fixtures
import GuestHelper
import Host
package import Images
import KubeVirt
import Lifecycle
package import Machines
import Offload

extension LocalHost {
    /// What a fixture's machine boots from, built when it is not in the cache.
    nonisolated func image(
        of fixture: Fixture, verdict: AcceleratorProbe.Verdict, timeline: Timeline
    ) async throws(MachineError) -> BootFiles {
        guard let image = fixture.image else { return BootFiles() }
        if case .initramfs(let source) = image.source {
            return try await timeline.measure(.image) { () async throws(MachineError) in
                try await initramfs(of: fixture, source)
            }
        }
        let built = try await disk(of: fixture, verdict: verdict, timeline: timeline)
        let size = try size(of: image, atLeast: built.virtualSize)
        do throws(ImageError) {
            let chain = try imageStore(verdict.accelerator).chain(of: built.path)
            return BootFiles(disk: BaseDisk(path: built.path, digest: built.digest, size: size, chain: chain))
        } catch {
            throw MachineError(.hostNotReady, "the image of \(fixture.name) cannot be used", cause: error)
        }
    }

    private nonisolated func initramfs(
        of fixture: Fixture, _ source: InitramfsSource
    ) async throws(MachineError) -> BootFiles {
        let architecture = fixture.architecture ?? .ofThisHost
        let isForeign = architecture != .ofThisHost
        if isForeign { try checkForeign(source, architecture) }
        let helper =
            isForeign ? try await ForeignHelper(directories).binary(for: architecture) : HelperBinary.current
        do throws(ImageError) {
            let kernel = try await blocking { () throws(ImageError) in
                try HostKernel.find(of: source, isForeign: isForeign)
            }
            let built = try await InitramfsStore(directory: directories.images).image(
                for: source, kernel: kernel, helper: helper)
            return BootFiles(kernel: kernel.path, initrd: built.path)
        } catch {
            let isFixture = error.code == .file || error.code == .unknownModule
            throw MachineError(
                isFixture ? .invalidInput : .hostNotReady, "cannot make the image of \(fixture.name)", cause: error)
        }
    }

    /// Refuses to put what is this host's own into a guest of another architecture.
    private nonisolated func checkForeign(
        _ source: InitramfsSource, _ architecture: Architecture
    ) throws(MachineError) {
        var lacking: [String] = []
        if source.kernel == .host { lacking.append("kernel") }
        if source.busybox, source.busyboxProgram == nil { lacking.append("busyboxProgram") }
        guard !lacking.isEmpty else { return }
        throw MachineError(
            .unsupported,
            "an initramfs is made of this host's own kernel and busybox where no others are named, and "
                + "\(architecture.rawValue) cannot run them; name some for it by "
                + lacking.map { "image.source.initramfs.\($0)" }.joined(separator: " and ")
                + ", or leave the architecture out")
    }
}

extension LocalHost {
    /// A fixture's disk, made as far as it is not there.
    nonisolated func disk(
        of fixture: Fixture, verdict: AcceleratorProbe.Verdict, timeline: Timeline,
        options: ImageBuilder.Options? = nil
    ) async throws(MachineError) -> DiskImage {
        guard let recipe = fixture.recipe else { throw MachineError(.internalFault, "an image without a recipe") }
        let stages = BuildStages(timeline)
        defer { stages.end() }
        do throws(ImageError) {
            return try await imageBuilder(verdict.accelerator).image(
                for: recipe, architecture: (fixture.architecture ?? .ofThisHost).rawValue,
                options: options ?? ImageBuilder.Options(name: fixture.name, inUse: imagesInUse),
                progress: stages.take)
        } catch {
            throw .image(error, "cannot make the image of \(fixture.name)")
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
    package static var current: HelperBinary { HelperBinary(buildID: GuestHelper.buildID) { GuestHelper.bytes } }
}

extension LocalProvider {
    /// Whether this host's KVM works with the QEMU that the fixture needs.
    func probe(for fixture: Fixture) async throws(MachineError) -> AcceleratorProbe.Verdict {
        let verdict = try await probe(fixture.architecture ?? .ofThisHost)
        guard let metadata = fixture.template.metadata, (try? Annotations(metadata))?.repeatsExactly == true else {
            return verdict
        }
        return AcceleratorProbe.Verdict(accelerator: .tcg, reason: "only an emulated processor repeats exactly")
    }

    /// What makes images on this host.
    package func imageBuilder() async throws(MachineError) -> ImageBuilder {
        let verdict = try await probe(.ofThisHost)
        do throws(ImageError) { return try host.imageBuilder(verdict.accelerator) } catch {
            throw MachineError(.hostNotReady, "this host cannot make images", cause: error)
        }
    }

    /// The same for an architecture.
    func probe(_ architecture: Architecture) async throws(MachineError) -> AcceleratorProbe.Verdict {
        guard let emulator = Emulator.path(for: architecture) else {
            throw MachineError(.hostNotReady, Emulator.absence(of: architecture))
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
