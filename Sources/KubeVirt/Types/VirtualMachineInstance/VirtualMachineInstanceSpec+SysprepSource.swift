extension VirtualMachineInstanceSpec {
    /// Represents a Sysprep volume source.
    public struct SysprepSource: Sendable, Hashable, Codable {
        /// ConfigMap references a ConfigMap that contains Sysprep answer file named autounattend.xml that should be
        /// attached as disk of CDROM type.
        public var configMap: Core.LocalObjectReference?
        /// Secret references a k8s Secret that contains Sysprep answer file named autounattend.xml that should be
        /// attached as disk of CDROM type.
        public var secret: Core.LocalObjectReference?

        /// A value with these fields; what is not given stays unset.
        public init(
            configMap: Core.LocalObjectReference? = nil,
            secret: Core.LocalObjectReference? = nil
        ) {
            self.configMap = configMap
            self.secret = secret
        }
    }
}
