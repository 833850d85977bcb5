import CLinux
import Fixtures
import Glibc
import Host
import Images
import KubeVirt
import Lifecycle
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// Kernels out of container images.
@Suite(.requires(.program("docker-registry"), .program("skopeo"))) struct ContainerKernelTests {
    private let scratch = Scratch("kernels")

    private func host() async throws -> LocalHost {
        try await LocalHost.open(
            HostDirectories(runtime: scratch("r"), cache: scratch("cache")), claims: ClaimPool(scratch("data")))
    }

    private func fixture(_ container: DomainSpec.KernelBootContainer) -> Fixture {
        let domain = DomainSpec(
            firmware: .init(kernelBoot: .init(container: container)), memory: .init(guest: .mebibytes(64)))
        return Fixture(name: "f", template: VirtualMachineInstanceTemplate(spec: .init(domain: domain)))
    }

    private func find(
        _ container: DomainSpec.KernelBootContainer, _ host: LocalHost
    ) async throws -> (kernel: ContainerKernel, wasFetched: Bool) {
        let timeline = Timeline()
        let found = try await host.containerKernel(of: fixture(container), timeline: timeline)
        return (try #require(found), timeline.entries.contains { $0.phase == .download })
    }

    @Test func `both files are fetched once, and kept by the image's digest`() async throws {
        let registry = try await RealRegistry()
        let host = try await host()
        let image = try await registry.push(["/boot/k": [1, 2], "/boot/i": [3]], as: "team/kernel:v1")
        let container = DomainSpec.KernelBootContainer(image: image, initrdPath: "/boot/i", kernelPath: "/boot/k")
        #expect(try await host.knownContainerKernel(of: fixture(container)) == nil)
        let first = try await find(container, host)
        #expect(first.wasFetched)
        #expect(try FileSystem.read(first.kernel.kernel) == [1, 2])
        let initrd = try #require(first.kernel.initrd)
        #expect(try FileSystem.read(initrd) == [3])
        let second = try await find(container, host)
        #expect(second.kernel == first.kernel && !second.wasFetched)
        #expect(try await host.knownContainerKernel(of: fixture(container)) == first.kernel)
        // A half that somebody removed is fetched again.
        try FileSystem.remove(first.kernel.kernel)
        #expect(try await find(container, host).kernel == first.kernel)
        #expect(try FileSystem.read(first.kernel.kernel) == [1, 2])
    }

    @Test func `kernels are pruned by age and by name, and not what was asked for a moment ago`() async throws {
        let registry = try await RealRegistry()
        let host = try await host()
        let images = LocalImages(LocalProvider(host: host))
        let image = try await registry.push(["/k": [1]], as: "kernel:v1")
        let container = DomainSpec.KernelBootContainer(image: image, imagePullPolicy: .always, kernelPath: "/k")
        func prune(olderThan age: Duration? = nil, keepingNames: Bool = false, isTrial: Bool = false) async -> Int {
            await images.prune(olderThan: age, keeping: nil, keepingNames: keepingNames, isTrial: isTrial).kernels.count
        }
        let old = try await find(container, host).kernel
        _ = try await registry.push(["/k": [2]], as: "kernel:v1")
        let new = try await find(container, host).kernel
        #expect(old != new)
        #expect(await prune() == 0, "both were asked for just now")
        for kernel in [old, new] {
            let times = [timeval(tv_sec: time(nil) - 7200, tv_usec: 0), timeval(tv_sec: time(nil) - 7200, tv_usec: 0)]
            utimes(kernel.kernel, times)
        }
        #expect(await prune(olderThan: .seconds(9000)) == 0)
        #expect(await prune(keepingNames: true, isTrial: true) == 1 && FileSystem.exists(old.kernel))
        #expect(await prune(keepingNames: true) == 1)
        #expect(!FileSystem.exists(old.kernel) && FileSystem.exists(new.kernel))
        #expect(await prune(olderThan: .seconds(3600)) == 1)
        #expect(try await host.knownContainerKernel(of: fixture(container)) == nil)
    }

    @Test func `a name that moved on is followed where the policy says so`() async throws {
        let registry = try await RealRegistry()
        let host = try await host()
        let image = try await registry.push(["/k": [1]], as: "kernel:v1")
        func container(_ policy: DomainSpec.ImagePullPolicy?) -> DomainSpec.KernelBootContainer {
            .init(image: image, imagePullPolicy: policy, kernelPath: "/k")
        }
        let refused = await #expect(throws: MachineError.self) { _ = try await find(container(.never), host) }
        #expect(refused?.message.contains("imagePullPolicy is Never") == true)
        let old = try await find(container(nil), host).kernel
        _ = try await registry.push(["/k": [2]], as: "kernel:v1")
        #expect(try await find(container(nil), host).kernel == old)
        let new = try await find(container(.always), host).kernel
        #expect(new != old && new.initrd == nil)
        #expect(try FileSystem.read(new.kernel) == [2])
        #expect(try await find(container(.never), host).kernel == new)
    }

    @Test func `what cannot be had is refused by its field`() async throws {
        let registry = try await RealRegistry()
        let host = try await host()
        let image = try await registry.push(["/k": [1]], as: "kernel:v1")
        for (name, path, word) in [
            (image, "/boot/other", "no file /boot/other"), ("\(registry.host)/nothing:v1", "/k", "nothing"),
            ("mayfly.local/web", "/k", "a disk of this host"), ("debian:12", "/k", "HOST"),
        ] {
            let error = await #expect(throws: MachineError.self) {
                _ = try await find(.init(image: name, kernelPath: path), host)
            }
            #expect(
                error?.message.contains("spec.domain.firmware.kernelBoot.container.image: ‘\(name)’") == true)
            #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
        }
        #expect(!FileSystem.names(in: scratch("cache/images/kernels")).contains { $0.hasPrefix("fetching-") })
    }
}
