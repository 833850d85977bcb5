extension VirtualMachineInstanceSpec {
    /// A disk out of a container image.
    public struct ContainerDiskSource: Sendable, Hashable, Codable {
        /// Container image.
        public var image: String
        /// When the image is pulled.
        public var imagePullPolicy: DomainSpec.ImagePullPolicy?
        /// Name of the secret to pull with.
        public var imagePullSecret: String?
        /// Absolute path of the disk in the image; the only file under `/disk` by default.
        public var path: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            image: String,
            imagePullPolicy: DomainSpec.ImagePullPolicy? = nil,
            imagePullSecret: String? = nil,
            path: String? = nil
        ) {
            self.image = image
            self.imagePullPolicy = imagePullPolicy
            self.imagePullSecret = imagePullSecret
            self.path = path
        }
    }
}
