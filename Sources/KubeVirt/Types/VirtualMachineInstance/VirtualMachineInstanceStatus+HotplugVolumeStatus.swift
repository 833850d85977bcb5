extension VirtualMachineInstanceStatus {
    /// HotplugVolumeStatus represents the hotplug status of the volume.
    public struct HotplugVolumeStatus: Sendable, Hashable, Codable {
        /// AttachPodName is the name of the pod used to attach the volume to the node.
        public var attachPodName: String?
        /// AttachPodUID is the UID of the pod used to attach the volume to the node.
        public var attachPodUID: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            attachPodName: String? = nil,
            attachPodUID: String? = nil
        ) {
            self.attachPodName = attachPodName
            self.attachPodUID = attachPodUID
        }
    }
}
