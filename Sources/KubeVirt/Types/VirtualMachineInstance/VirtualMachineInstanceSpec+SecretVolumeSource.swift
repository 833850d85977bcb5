extension VirtualMachineInstanceSpec {
    /// SecretVolumeSource adapts a Secret into a volume.
    public struct SecretVolumeSource: Sendable, Hashable, Codable {
        /// Specify whether the Secret or it's keys must be defined.
        public var optional: Bool?
        /// Name of the secret in the pod's namespace to use.
        ///
        /// More info: https://kubernetes.io/docs/concepts/storage/volumes#secret.
        public var secretName: String?
        /// The volume label of the resulting disk inside the VMI.
        ///
        /// Different bootstrapping mechanisms require different values. Typical values are "cidata" (cloud-init),
        /// "config-2" (cloud-init) or "OEMDRV" (kickstart).
        public var volumeLabel: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            optional: Bool? = nil,
            secretName: String? = nil,
            volumeLabel: String? = nil
        ) {
            self.optional = optional
            self.secretName = secretName
            self.volumeLabel = volumeLabel
        }
    }
}
