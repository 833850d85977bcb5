extension VirtualMachineInstanceSpec {
    /// ConfigMapVolumeSource adapts a ConfigMap into a volume.
    ///
    /// More info: https://kubernetes.io/docs/concepts/storage/volumes/#configmap.
    public struct ConfigMapVolumeSource: Sendable, Hashable, Codable {
        /// Name of the referent.
        ///
        /// This field is effectively required, but due to backwards compatibility is allowed to be empty. Instances of
        /// this type with an empty value here are almost certainly wrong. More info:
        /// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names.
        public var name: String?
        /// Specify whether the ConfigMap or it's keys must be defined.
        public var optional: Bool?
        /// The volume label of the resulting disk inside the VMI.
        ///
        /// Different bootstrapping mechanisms require different values. Typical values are "cidata" (cloud-init),
        /// "config-2" (cloud-init) or "OEMDRV" (kickstart).
        public var volumeLabel: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String? = nil,
            optional: Bool? = nil,
            volumeLabel: String? = nil
        ) {
            self.name = name
            self.optional = optional
            self.volumeLabel = volumeLabel
        }
    }
}
