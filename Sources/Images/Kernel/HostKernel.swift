/// A kernel that is installed on this host, with its modules.
package struct HostKernel: Sendable, Hashable {
    /// The kernel image.
    package let path: String
    package let version: KernelVersion
    /// The directory with `modules.dep`; nil when there is none.
    package let modules: String?

    package init(path: String, version: KernelVersion, modules: String?) {
        self.path = path
        self.version = version
        self.modules = modules
    }
}
