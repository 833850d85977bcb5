extension VirtualMachineInstanceStatus {
    /// Where a moving machine comes from.
    public struct MigrationSourceState: Sendable, Hashable, Codable {
        /// The name of the domain on the source libvirt domain.
        public var domainName: String?
        /// Namespace used in the name of the source libvirt domain.
        ///
        /// Can be used to find and modify paths in the domain.
        public var domainNamespace: String?
        /// The Source VirtualMachineInstanceMigration object associated with this migration.
        public var migrationUID: String?
        /// The source node that the VMI originated on.
        public var node: String?
        /// Node selectors needed by the target to start the receiving pod.
        public var nodeSelectors: [String: String]?
        /// If the VMI being migrated uses persistent features (backend-storage), its source PVC name is saved here.
        public var persistentStatePVCName: String?
        /// The source pod that the VMI is originated on.
        public var pod: String?
        /// SELinuxContext is the actual SELinux context of the pod.
        public var selinuxContext: String?
        /// The ip address/fqdn:port combination to use to synchronize the VMI with the target.
        public var syncAddress: String?
        /// VirtualMachineInstanceUID is the UID of the target virtual machine instance.
        public var virtualMachineInstanceUID: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            domainName: String? = nil,
            domainNamespace: String? = nil,
            migrationUID: String? = nil,
            node: String? = nil,
            nodeSelectors: [String: String]? = nil,
            persistentStatePVCName: String? = nil,
            pod: String? = nil,
            selinuxContext: String? = nil,
            syncAddress: String? = nil,
            virtualMachineInstanceUID: String? = nil
        ) {
            self.domainName = domainName
            self.domainNamespace = domainNamespace
            self.migrationUID = migrationUID
            self.node = node
            self.nodeSelectors = nodeSelectors
            self.persistentStatePVCName = persistentStatePVCName
            self.pod = pod
            self.selinuxContext = selinuxContext
            self.syncAddress = syncAddress
            self.virtualMachineInstanceUID = virtualMachineInstanceUID
        }
    }
}
