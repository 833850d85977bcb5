extension DomainSpec {
    /// Direct kernel boot; the kernel comes from a container image or a `mayfly.dev/kernel` annotation.
    public struct KernelBoot: Sendable, Hashable, Codable {
        /// Container image that holds the kernel and initramfs.
        public var container: KernelBootContainer?
        /// Command line of the kernel.
        public var kernelArgs: String?

        /// A value with these fields; what is not given stays unset.
        public init(container: KernelBootContainer? = nil, kernelArgs: String? = nil) {
            self.container = container
            self.kernelArgs = kernelArgs
        }
    }
}

extension DomainSpec {
    /// Container image that holds a kernel and initramfs.
    public struct KernelBootContainer: Sendable, Hashable, Codable {
        /// Container image.
        public var image: String
        /// When the image is pulled.
        public var imagePullPolicy: ImagePullPolicy?
        /// Name of the secret to pull with.
        public var imagePullSecret: String?
        /// Absolute path of the initramfs in the image.
        public var initrdPath: String?
        /// Absolute path of the kernel in the image.
        public var kernelPath: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            image: String,
            imagePullPolicy: ImagePullPolicy? = nil,
            imagePullSecret: String? = nil,
            initrdPath: String? = nil,
            kernelPath: String? = nil
        ) {
            self.image = image
            self.imagePullPolicy = imagePullPolicy
            self.imagePullSecret = imagePullSecret
            self.initrdPath = initrdPath
            self.kernelPath = kernelPath
        }
    }
}
