extension VirtualMachineInstanceSpec {
    /// ServiceAccountVolumeSource adapts a ServiceAccount into a volume.
    public struct ServiceAccountVolumeSource: Sendable, Hashable, Codable {
        /// Name of the service account in the pod's namespace to use.
        ///
        /// More info: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/.
        public var serviceAccountName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            serviceAccountName: String? = nil
        ) {
            self.serviceAccountName = serviceAccountName
        }
    }
}
