extension VirtualMachineInstanceStatus {
    /// Where a moving machine goes.
    public struct MigrationTargetState: Sendable, Hashable, Codable {
        /// The UID of the target attachment pod for hotplug volumes.
        public var attachmentPodUID: String?
        /// If the VMI requires dedicated CPUs, this field will hold the dedicated CPU set on the target node.
        public var cpuSet: [Int32]?
        /// The list of ports opened for live migration on the destination node.
        public var directMigrationNodePorts: [String: Int32]?
        /// The Target Node has seen the Domain Start Event.
        public var domainDetected: Bool?
        /// The name of the domain on the source libvirt domain.
        public var domainName: String?
        /// Namespace used in the name of the source libvirt domain.
        ///
        /// Can be used to find and modify paths in the domain.
        public var domainNamespace: String?
        /// The timestamp at which the target node detects the domain is active.
        public var domainReadyTimestamp: Timestamp?
        /// The Source VirtualMachineInstanceMigration object associated with this migration.
        public var migrationUID: String?
        /// The source node that the VMI originated on.
        public var node: String?
        /// The address of the target node to use for the migration.
        public var nodeAddress: String?
        /// If the VMI requires dedicated CPUs, this field will hold the numa topology on the target node.
        public var nodeTopology: String?
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
            attachmentPodUID: String? = nil,
            cpuSet: [Int32]? = nil,
            directMigrationNodePorts: [String: Int32]? = nil,
            domainDetected: Bool? = nil,
            domainName: String? = nil,
            domainNamespace: String? = nil,
            domainReadyTimestamp: Timestamp? = nil,
            migrationUID: String? = nil,
            node: String? = nil,
            nodeAddress: String? = nil,
            nodeTopology: String? = nil,
            persistentStatePVCName: String? = nil,
            pod: String? = nil,
            selinuxContext: String? = nil,
            syncAddress: String? = nil,
            virtualMachineInstanceUID: String? = nil
        ) {
            self.attachmentPodUID = attachmentPodUID
            self.cpuSet = cpuSet
            self.directMigrationNodePorts = directMigrationNodePorts
            self.domainDetected = domainDetected
            self.domainName = domainName
            self.domainNamespace = domainNamespace
            self.domainReadyTimestamp = domainReadyTimestamp
            self.migrationUID = migrationUID
            self.node = node
            self.nodeAddress = nodeAddress
            self.nodeTopology = nodeTopology
            self.persistentStatePVCName = persistentStatePVCName
            self.pod = pod
            self.selinuxContext = selinuxContext
            self.syncAddress = syncAddress
            self.virtualMachineInstanceUID = virtualMachineInstanceUID
        }
    }
}
