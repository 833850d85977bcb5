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
    nonisolated func image(of fixture: Fixture) async throws(MachineError) -> BootFiles {
        guard let image = fixture.image else { return BootFiles() }
        switch image.source {
        case .bootstrap:
            throw MachineError(.unsupported, "an image of a distribution cannot be built by this version yet")
        case .initramfs(let source):
            let architecture = fixture.template.spec.architecture ?? .ofThisHost
            guard architecture == .ofThisHost else {
                throw MachineError(
                    .unsupported,
                    "an initramfs is made of this host's own kernel and programs, which \(architecture.rawValue) cannot run; "
                        + "leave spec.architecture out")
            }
            do throws(ImageError) {
                let kernel = try await blocking { () throws(ImageError) in try HostKernel.find(source.kernel) }
                let helper = HelperBinary(buildID: GuestHelper.buildID) { GuestHelper.bytes }
                let built = try await InitramfsStore(directory: directories.images).image(
                    for: source, kernel: kernel, helper: helper)
                return BootFiles(kernel: kernel.path, initrd: built.path)
            } catch {
                let isFixture = error.code == .file || error.code == .unknownModule
                throw MachineError(
                    isFixture ? .invalidInput : .hostNotReady, "cannot make the image of \(fixture.name)", cause: error)
            }
        }
    }
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
