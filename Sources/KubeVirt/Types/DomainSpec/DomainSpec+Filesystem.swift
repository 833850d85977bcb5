extension DomainSpec {
    /// A volume that the guest mounts, by the volume's name as tag.
    public struct Filesystem: Sendable, Hashable, Codable {
        /// Name is the device name.
        public var name: String
        /// Virtiofs is supported.
        public var virtiofs: FilesystemVirtiofs

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String,
            virtiofs: FilesystemVirtiofs = FilesystemVirtiofs()
        ) {
            self.name = name
            self.virtiofs = virtiofs
        }
    }
}
