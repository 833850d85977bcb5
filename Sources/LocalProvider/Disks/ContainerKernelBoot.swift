import Images
import KubeVirt
import Machines

/// The kernel that a machine boots out of a container image, brought here before the machine is made.
struct ContainerKernelBoot: Sendable {
    let container: DomainSpec.KernelBootContainer
    let kernels: ContainerKernels
    let architecture: Architecture

    private static let field = "spec.domain.firmware.kernelBoot.container"

    func find(progress: @escaping @Sendable (BuildProgress) -> Void) async throws(MachineError) -> ContainerKernel? {
        guard let source else { return nil }
        do throws(ImageError) {
            guard RootDisk.image(of: container.image) == nil else {
                throw ImageError(.source, "it is a disk of this host, and no container image; name one in a registry")
            }
            guard policy != .never else {
                if let known = await kernels.known(source) { return known }
                throw ImageError(
                    .source, "it is not here, and imagePullPolicy is Never; write IfNotPresent to have it fetched")
            }
            return try await kernels.fetch(source, fresh: policy == .always, progress: progress)
        } catch {
            guard [.source, .verification].contains(error.code) else {
                throw .image(error, "cannot fetch the kernel")
            }
            throw .refused([
                RefusedField(Self.field + ".image", "‘\(container.image)’ cannot be used: \(error)").cause
            ])
        }
    }

    /// One that is here already, without asking anybody.
    func known() async -> ContainerKernel? {
        guard let source else { return nil }
        return await kernels.known(source)
    }

    /// Nil without a kernel's path, which is refused by its field.
    private var source: ContainerKernelSource? {
        guard let kernel = container.kernelPath, !kernel.isEmpty else { return nil }
        return ContainerKernelSource(
            url: "docker://" + container.image, architecture: architecture.rawValue, kernelPath: kernel,
            initrdPath: container.initrdPath.flatMap { $0.isEmpty ? nil : $0 })
    }

    /// As a cluster's node has it where none is said: a moving name is asked for anew.
    private var policy: DomainSpec.ImagePullPolicy {
        if let policy = container.imagePullPolicy, !policy.rawValue.isEmpty { return policy }
        let name = container.image.split(separator: "/").last ?? ""
        return name.hasSuffix(":latest") || !name.contains(":") && !name.contains("@") ? .always : .ifNotPresent
    }
}
