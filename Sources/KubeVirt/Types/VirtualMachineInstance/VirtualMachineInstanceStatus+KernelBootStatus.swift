extension VirtualMachineInstanceStatus {
    /// KernelBootStatus contains info about the kernelBootContainer.
    public struct KernelBootStatus: Sendable, Hashable, Codable {
        /// InitrdInfo show info about the initrd file.
        public var initrdInfo: InitrdInfo?
        /// KernelInfo show info about the kernel image.
        public var kernelInfo: KernelInfo?

        /// A value with these fields; what is not given stays unset.
        public init(
            initrdInfo: InitrdInfo? = nil,
            kernelInfo: KernelInfo? = nil
        ) {
            self.initrdInfo = initrdInfo
            self.kernelInfo = kernelInfo
        }
    }
}
