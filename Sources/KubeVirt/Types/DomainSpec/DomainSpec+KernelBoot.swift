extension DomainSpec {
    /// Direct kernel boot; the kernel comes from a container image or a `mayfly.dev/kernel` annotation.
    public struct KernelBoot: Sendable, Hashable, Codable {
        /// Container image that holds the kernel and initramfs.
        public var container: KernelBootContainer?
        /// Command line of the kernel.
        public var kernelArgs: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            container: KernelBootContainer? = nil,
            kernelArgs: String? = nil
        ) {
            self.container = container
            self.kernelArgs = kernelArgs
        }
    }
}
