extension VirtualMachineInstanceStatus {
    /// Guest operating system, as its agent tells it.
    public struct GuestOSInfo: Sendable, Hashable, Codable {
        /// Short name, such as `debian`.
        public var id: String?
        /// Release of the kernel.
        public var kernelRelease: String?
        /// Build of the kernel.
        public var kernelVersion: String?
        /// Machine name, such as `x86_64`.
        public var machine: String?
        /// Name.
        public var name: String?
        /// Name with version, for people.
        public var prettyName: String?
        /// Version with code name.
        public var version: String?
        /// Version number.
        public var versionId: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            id: String? = nil,
            kernelRelease: String? = nil,
            kernelVersion: String? = nil,
            machine: String? = nil,
            name: String? = nil,
            prettyName: String? = nil,
            version: String? = nil,
            versionId: String? = nil
        ) {
            self.id = id
            self.kernelRelease = kernelRelease
            self.kernelVersion = kernelVersion
            self.machine = machine
            self.name = name
            self.prettyName = prettyName
            self.version = version
            self.versionId = versionId
        }
    }
}
