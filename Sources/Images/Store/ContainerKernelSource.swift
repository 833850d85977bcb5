/// Where a kernel is in a container image, and the initramfs beside it.
package struct ContainerKernelSource: Sendable, Hashable {
    /// `docker://HOST/REPOSITORY:TAG`.
    package let url: String
    /// In Go's words, such as `amd64`.
    package let architecture: String
    package let kernelPath: String
    package let initrdPath: String?

    package init(url: String, architecture: String, kernelPath: String, initrdPath: String?) {
        (self.url, self.architecture) = (url, architecture)
        (self.kernelPath, self.initrdPath) = (kernelPath, initrdPath)
    }

    /// A key of the two files in an image that goes by this name.
    func key(_ image: String) -> String {
        SourceFetcher.key("mayfly container kernel 1", image, architecture, kernelPath, initrdPath ?? "")
    }
}

/// The same on this host's disk.
package struct ContainerKernel: Sendable, Hashable {
    package let kernel: String
    package let initrd: String?
}
