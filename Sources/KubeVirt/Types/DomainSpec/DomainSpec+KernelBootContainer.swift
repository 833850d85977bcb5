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
